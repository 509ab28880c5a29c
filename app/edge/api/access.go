package api

import (
	"net/url"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"

	"portico/app/ground/actor"
	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/models"
)

// requireAccess refuses an actor who may not, before the input is read. The
// tenant "admin" is the operators' own: who could set a password there could
// become any of them, so all of it is for admins alone.
func requireAccess(o Operation) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		needed, tenantID := o.access(), tenant.From(ctx.Context()).ID
		if tenantID == models.TenantAdmin {
			needed = actor.Administer
		}
		isElsewhere := o.IsInstallationWide && tenantID != models.TenantAdmin && tenantID != models.TenantDefault
		if isElsewhere || !actor.From(ctx.Context()).May(needed) {
			// The answer is written to Fiber's buffer, which cannot fail.
			_ = Answer(humafiber.Unwrap(ctx), fault.New(fault.Forbidden, "auth.forbidden"))
			return
		}
		next(ctx)
	}
}

// decodePath gives path parameters as they were meant: Fiber leaves them
// percent-encoded.
func decodePath(ctx huma.Context, next func(huma.Context)) { next(pathContext{ctx}) }

// humaContext lets the method Context through where huma.Context is embedded.
type humaContext = huma.Context

type pathContext struct{ humaContext }

// Param is a path parameter, decoded.
func (c pathContext) Param(name string) string {
	raw := c.humaContext.Param(name)
	if decoded, err := url.PathUnescape(raw); err == nil {
		return decoded
	}
	return raw
}

// Unwrap leads to Fiber's context.
func (c pathContext) Unwrap() huma.Context { return c.humaContext }
