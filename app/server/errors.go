package server

import (
	"cmp"
	"errors"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/edge/wire"
	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/app/oidc/interaction"
	"portico/app/oidc/protocol"
	"portico/models/store"
	"portico/views/experience"
)

// failOAuth responds to an error in the format of the OAuth endpoints.
func (s *Server) failOAuth(c *fiber.Ctx, err error) error {
	wire.Readable(c, err)
	if status := routingStatus(err); status != 0 {
		return wire.Answer(c, status, protocol.NewError(protocol.InvalidRequest, routingText(status)).Response())
	}
	var f *fault.Error
	if errors.As(err, &f) && f.Kind == fault.Missing {
		body := protocol.NewError(protocol.InvalidRequest, "there is no such endpoint").Response()
		return wire.Answer(c, fiber.StatusNotFound, body)
	}
	return wire.Fail(c, protocol.AsError(oauthError(err)))
}

// routingStatus is the status of a request refused for its method or its size; 0 for
// any other error.
func routingStatus(err error) int {
	var routing *fiber.Error
	if errors.As(err, &routing) && (routing.Code == fiber.StatusMethodNotAllowed || routing.Code == fiber.StatusRequestEntityTooLarge) {
		return routing.Code
	}
	return 0
}

// routingText explains routingStatus to developers.
func routingText(status int) string {
	if status == fiber.StatusMethodNotAllowed {
		return "this endpoint does not allow this method; see the Allow header"
	}
	return "the body is too long"
}

// failAuthorize responds to an error that cannot be redirected with a page, or with
// JSON if the client prefers it.
func (s *Server) failAuthorize(c *fiber.Ctx, err error) error {
	var failure *protocol.Error
	if errors.As(err, &failure) && c.Accepts(fiber.MIMETextHTML, fiber.MIMEApplicationJSON) == fiber.MIMEApplicationJSON {
		return wire.Fail(c, failure)
	}
	return s.failPage(c, err)
}

// oauthError translates errors of the database, Fiber and services into those of the
// protocol.
func oauthError(err error) error {
	var routing *fiber.Error
	var f *fault.Error
	switch {
	case errors.Is(err, store.ErrUnavailable):
		return protocol.NewError(protocol.TemporarilyUnavailable, "the service is unavailable; try again in a moment")
	case errors.As(err, &routing) && routing.Code < fiber.StatusInternalServerError:
		return protocol.NewError(protocol.InvalidRequest, "this endpoint does not accept this kind of request")
	case errors.As(err, &f) && f.Kind == fault.Limited:
		return protocol.NewError(protocol.TemporarilyUnavailable, "too many requests; try again in a moment")
	}
	return err
}

func notFound(*fiber.Ctx) error {
	return fault.New(fault.Missing, "entity.not_found")
}

// failPage shows an error as a page.
func (s *Server) failPage(c *fiber.Ctx, err error) error {
	var failure *protocol.Error
	if errors.As(err, &failure) && !errors.Is(err, store.ErrUnavailable) {
		return s.failProtocol(c, failure)
	}
	f := faultOf(err)
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
	return s.render.Page(c, cmp.Or(routingStatus(err), web.Status(f.Kind)), experience.ErrorPage(props))
}

// failProtocol shows the error of an authorization or sign-out request as a page, for
// errors that must not be redirected.
func (s *Server) failProtocol(c *fiber.Ctx, failure *protocol.Error) error {
	status := fiber.StatusBadRequest
	reason := experience.ErrorRequest
	if failure.Status() >= fiber.StatusInternalServerError {
		status, reason = failure.Status(), experience.ErrorFailed
	}
	return s.render.Page(c, status, experience.ErrorPage(experience.ErrorProps{
		Reason: reason, Code: string(failure.Code), Detail: failure.Description,
		RequestID: event.OriginFrom(c.UserContext()).RequestID,
	}))
}

// faultOf translates errors of the database, Fiber and interactions into faults.
func faultOf(err error) *fault.Error {
	var routing *fiber.Error
	switch {
	case errors.Is(err, store.ErrUnavailable):
		return fault.New(fault.Unavailable, "unavailable").Because(err)
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
