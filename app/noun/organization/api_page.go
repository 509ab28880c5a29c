package organization

import "portico/app/edge/api"

// cut leaves of a list that is read as a whole the page that is asked for; all
// of it if none is.
func cut[T any](page *api.Page, rows []T) (api.Paged, []T) {
	total := int64(len(rows))
	if !page.IsAsked() {
		return api.Paged{TotalNumber: total}, rows
	}
	asked := page.Store()
	start := min(asked.Offset, len(rows))
	return page.Paged(total), rows[start:min(start+asked.Limit, len(rows))]
}
