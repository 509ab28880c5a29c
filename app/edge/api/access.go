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

// requireAccess rejects an actor without the required access before the input is
// parsed. The tenant "admin" is the operators' own: anyone who can set a password there
// could become any operator, so all of it requires Administer.
func requireAccess(o Operation) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		needed, tenantID := o.access(), tenant.From(ctx.Context()).ID
		if tenantID == models.TenantAdmin {
			needed = actor.Administer
		}
		isElsewhere := o.IsInstallationWide && tenantID != models.TenantAdmin && tenantID != models.TenantDefault
		if isElsewhere || !actor.From(ctx.Context()).May(needed) {
			// Writing to Fiber's buffer cannot fail.
			_ = Answer(humafiber.Unwrap(ctx), fault.New(fault.Forbidden, "auth.forbidden"))
			return
		}
		next(ctx)
	}
}

// decodePath decodes path parameters, which Fiber leaves percent-encoded.
func decodePath(ctx huma.Context, next func(huma.Context)) { next(pathContext{ctx}) }

// humaContext is an alias, so that embedding it does not hide the method Context.
type humaContext = huma.Context

type pathContext struct{ humaContext }

// Param returns a decoded path parameter.
func (c pathContext) Param(name string) string {
	raw := c.humaContext.Param(name)
	if decoded, err := url.PathUnescape(raw); err == nil {
		return decoded
	}
	return raw
}

// Unwrap returns the wrapped context.
func (c pathContext) Unwrap() huma.Context { return c.humaContext }
