package storetest

import (
	"strings"
	"testing"

	"portico/models"
	"portico/models/store"
)

func resourceScopeTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"filters and pages": testResourceScopes,
		"records":           testResourceScopeRecords,
		"no text":           testResourceScopesOfNoText,
	}
}

// createShop adds a resource with three scopes; one of them is in both roles.
func createShop(t *testing.T, w *world) {
	t.Helper()
	ctx := t.Context()
	ok(t, w.own.Resources.Insert(ctx, newResource("shop", "https://shop.example", "A Shop")))
	for id, name := range map[string]string{"s1": "cart:read", "s2": "cart:write", "s3": "order%"} {
		ok(t, w.own.Scopes.Insert(ctx, newScope(id, "shop", name, "x")))
	}
	ok(t, w.own.Roles.AddScopes(ctx, role, []string{"s1"}))
	organizationRole := models.OrganizationRole{ID: "shopper", Name: "shopper", Type: models.RoleUser, CreatedAt: now}
	ok(t, w.own.OrganizationRoles.Insert(ctx, &organizationRole))
	ok(t, w.own.OrganizationRoles.AddResourceScopes(ctx, "shopper", []string{"s1", "s2"}))
}

func testResourceScopes(t *testing.T, w *world) {
	createShop(t, w)
	tests := []struct {
		name   string
		filter store.ResourceScopeFilter
		page   store.Page
		want   []string
		total  int64
	}{
		{"all", store.ResourceScopeFilter{}, store.Page{}, []string{"s1", "s2", "s3", scope}, 4},
		{"first page", store.ResourceScopeFilter{}, store.Page{Limit: 3}, []string{"s1", "s2", "s3"}, 4},
		{"last page", store.ResourceScopeFilter{}, store.Page{Offset: 3, Limit: 3}, []string{scope}, 4},
		{"past the end", store.ResourceScopeFilter{}, store.Page{Offset: 6, Limit: 3}, nil, 4},
		{"by scope", store.ResourceScopeFilter{Query: "Read"}, store.Page{Limit: 9}, []string{"s1", scope}, 2},
		{"by resource", store.ResourceScopeFilter{Query: "a sHOP"}, store.Page{Limit: 2}, []string{"s1", "s2"}, 3},
		{"wildcards are literal", store.ResourceScopeFilter{Query: "%"}, store.Page{Limit: 9}, []string{"s3"}, 1},
		{"of another tenant", store.ResourceScopeFilter{Query: foreign}, store.Page{Limit: 9}, nil, 0},
		{"not in a role", store.ResourceScopeFilter{WithoutRole: role}, store.Page{Limit: 9}, []string{"s2", "s3"}, 2},
		{
			"not in a role of organizations",
			store.ResourceScopeFilter{WithoutOrganizationRole: "shopper"},
			store.Page{Limit: 9},
			[]string{"s3", scope},
			2,
		},
		{"some", store.ResourceScopeFilter{IDs: []string{scope, "s2", foreign, scope}}, store.Page{Limit: 9}, []string{"s2", scope}, 2},
		{"none", store.ResourceScopeFilter{IDs: []string{}}, store.Page{Limit: 9}, nil, 0},
		{"without some ids", store.ResourceScopeFilter{WithoutIDs: []string{"s1", scope}}, store.Page{Limit: 9}, []string{"s2", "s3"}, 2},
		{
			"without a resource",
			store.ResourceScopeFilter{WithoutIndicators: []string{"https://shop.example"}},
			store.Page{Limit: 9},
			[]string{scope},
			1,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			found, total, err := w.own.Scopes.ListWithResources(t.Context(), test.filter, test.page)
			ok(t, err)
			var ids []string
			for _, one := range found {
				ids = append(ids, one.ID)
			}
			equal(t, ids, nil, test.want)
			equal(t, total, nil, test.total)
		})
	}
}

func testResourceScopeRecords(t *testing.T, w *world) {
	want := models.ResourceScope{Scope: *newScope(scope, resource, "read", "own"), Resource: *newResource(resource, indicator, "own")}
	want.TenantID, want.Resource.TenantID = "own", "own"
	found, total, err := w.own.Scopes.ListWithResources(t.Context(), store.ResourceScopeFilter{}, store.Page{Limit: 9})
	equal(t, found, err, []models.ResourceScope{want})
	equal(t, total, nil, 1)
}

func testResourceScopesOfNoText(t *testing.T, w *world) {
	for _, query := range []string{"\x00", "\xff", strings.Repeat("a", 5000)} {
		found, total, err := w.own.Scopes.ListWithResources(t.Context(), store.ResourceScopeFilter{Query: query}, store.Page{Limit: 9})
		equal(t, found, err, nil)
		equal(t, total, nil, 0)
	}
}
