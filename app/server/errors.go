package server

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/edge/wire"
	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/app/oidc/interaction"
	"portico/app/oidc/protocol"
	"portico/views/experience"
)

// oauthErrors answers the errors of the endpoints for programs.
func (s *Server) oauthErrors(c *fiber.Ctx) error {
	err := c.Next()
	if err == nil {
		return nil
	}
	return s.failOAuth(c, err)
}

func (s *Server) failOAuth(c *fiber.Ctx, err error) error {
	var f *fault.Error
	if errors.As(err, &f) && f.Kind == fault.Missing {
		return oauthNotFound(c)
	}
	failure := protocol.AsError(oauthError(err))
	s.report(c, failure.Status(), err)
	return wire.Fail(c, failure)
}

// oauthError says in the endpoints' words what Fiber or a service has to say.
func oauthError(err error) error {
	var routing *fiber.Error
	var f *fault.Error
	switch {
	case errors.As(err, &routing) && routing.Code < fiber.StatusInternalServerError:
		return protocol.NewError(protocol.InvalidRequest, "this endpoint does not take such a request")
	case errors.As(err, &f) && f.Kind == fault.Limited:
		return protocol.NewError(protocol.TemporarilyUnavailable, "too much at once; try again in a moment")
	}
	return err
}

// oauthNotFound ends the OAuth endpoints: unknown ones are JSON, too.
func oauthNotFound(c *fiber.Ctx) error {
	body := protocol.NewError(protocol.InvalidRequest, "there is no such endpoint").Response()
	return wire.Answer(c, fiber.StatusNotFound, body)
}

func notFound(*fiber.Ctx) error {
	return fault.New(fault.Missing, "entity.not_found")
}

// pageErrors answers the errors of what people see.
func (s *Server) pageErrors(c *fiber.Ctx) error {
	if err := c.Next(); err != nil {
		return s.failPage(c, err)
	}
	return nil
}

// failPage shows an error as a page.
func (s *Server) failPage(c *fiber.Ctx, err error) error {
	c.Response().ResetBody()
	var failure *protocol.Error
	if errors.As(err, &failure) {
		return s.failProtocol(c, failure, err)
	}
	f := pageFault(err)
	status := web.Status(f.Kind)
	s.report(c, status, err)
	if f.Code == "session.not_found" && tenant.From(c.UserContext()) != nil {
		return web.SeeOther(c, unknownSession(c))
	}
	props := experience.ErrorProps{
		Reason: reason(f.Kind), Code: f.Code, RequestID: event.OriginFrom(c.UserContext()).RequestID,
	}
	if f.Code == web.CodeCrossOrigin {
		props.Reason = experience.ErrorForm
	}
	if f.Kind == fault.Missing && f.Code != "entity.not_found" {
		props.Reason, props.Message = experience.ErrorRequest, web.Message(c.UserContext(), f)
	}
	if f.Kind != fault.Internal && f.Kind != fault.Missing {
		props.Message = web.Message(c.UserContext(), f)
	}
	return s.render.Page(c, status, experience.ErrorPage(props))
}

// failProtocol shows an authorization or sign-out request that must not be
// redirected anywhere.
func (s *Server) failProtocol(c *fiber.Ctx, failure *protocol.Error, err error) error {
	status := fiber.StatusBadRequest
	why := experience.ErrorRequest
	if failure.Status() >= fiber.StatusInternalServerError {
		status, why = failure.Status(), experience.ErrorFailed
	}
	s.report(c, status, err)
	return s.render.Page(c, status, experience.ErrorPage(experience.ErrorProps{
		Reason: why, Code: string(failure.Code), Detail: failure.Description,
		RequestID: event.OriginFrom(c.UserContext()).RequestID,
	}))
}

// pageFault says in a fault what Fiber or an interaction has to say.
func pageFault(err error) *fault.Error {
	var routing *fiber.Error
	switch {
	case errors.Is(err, interaction.ErrEnded):
		return fault.New(fault.Invalid, "session.not_found").Because(err)
	case errors.As(err, &routing) && routing.Code == fiber.StatusNotFound, errors.As(err, &routing) && routing.Code == fiber.StatusMethodNotAllowed:
		return fault.New(fault.Missing, "entity.not_found").Because(err)
	case errors.As(err, &routing) && routing.Code < fiber.StatusInternalServerError:
		return fault.New(fault.Invalid, "request.invalid_input").Because(err)
	}
	return fault.From(err)
}

func unknownSession(c *fiber.Ctx) string {
	location := web.Site(c).UnknownSession()
	if query := c.Request().URI().QueryString(); len(query) > 0 {
		location += "?" + string(query)
	}
	return location
}

func reason(kind fault.Kind) experience.ErrorReason {
	switch kind {
	case fault.Invalid, fault.Unprocessable, fault.Conflict:
		return experience.ErrorRequest
	case fault.Missing:
		return experience.ErrorMissing
	case fault.Forbidden, fault.Unauthenticated:
		return experience.ErrorForbidden
	case fault.Limited:
		return experience.ErrorLimited
	case fault.Internal, fault.Unsupported, fault.Unavailable:
	}
	return experience.ErrorFailed
}

// report logs an error once, with the id of its request: ours as errors,
// others' as information.
func (s *Server) report(c *fiber.Ctx, status int, err error) {
	record := s.log.InfoContext
	if status >= fiber.StatusInternalServerError && status != fiber.StatusNotImplemented {
		record = s.log.ErrorContext
	}
	record(c.UserContext(), "request failed", "request_id", event.OriginFrom(c.UserContext()).RequestID,
		"method", c.Method(), "path", c.Path(), "status", status, "error", err)
}
