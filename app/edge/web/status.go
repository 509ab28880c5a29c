package web

import (
	"github.com/gofiber/fiber/v2"

	"portico/app/ground/fault"
)

// Status maps the kind of a fault to an HTTP status.
func Status(kind fault.Kind) int {
	switch kind {
	case fault.Invalid:
		return fiber.StatusBadRequest
	case fault.Unauthenticated:
		return fiber.StatusUnauthorized
	case fault.Forbidden:
		return fiber.StatusForbidden
	case fault.Missing:
		return fiber.StatusNotFound
	case fault.Conflict:
		return fiber.StatusConflict
	case fault.Unprocessable:
		return fiber.StatusUnprocessableEntity
	case fault.Limited:
		return fiber.StatusTooManyRequests
	case fault.Unsupported:
		return fiber.StatusNotImplemented
	case fault.Unavailable:
		return fiber.StatusServiceUnavailable
	case fault.Internal:
	}
	return fiber.StatusInternalServerError
}
