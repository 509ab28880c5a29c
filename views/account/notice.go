package account

import (
	"context"

	"portico/locales"
)

// Notice is what a page says about the act before it, as it stands in the address.
type Notice string

// The notices; others are ignored.
const (
	NoticeRemoved      Notice = "removed"      // all access of an application
	NoticeOrganization Notice = "organization" // the access in one organization
	NoticeGone         Notice = "gone"         // there was nothing to remove
	NoticeBlocked      Notice = "blocked"
	NoticeAllowed      Notice = "allowed"
)

func (n Notice) text(ctx context.Context) string {
	switch n {
	case NoticeRemoved:
		return locales.T(ctx, "account.notice.removed")
	case NoticeOrganization:
		return locales.T(ctx, "account.notice.organizationRemoved")
	case NoticeGone:
		return locales.T(ctx, "account.notice.gone")
	case NoticeBlocked:
		return locales.T(ctx, "account.notice.blocked")
	case NoticeAllowed:
		return locales.T(ctx, "account.notice.allowed")
	}
	return ""
}
