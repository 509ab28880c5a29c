package storetest

import (
	"testing"

	"portico/models"
	"portico/models/store"
)

func applicationListTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"filters and pages": testApplicationList,
		"records":           testApplicationRecords,
		"count":             testCountApplications,
		"names":             testApplicationNames,
		"add missing":       testAddMissingApplications,
	}
}

func applicationIDs(applications []models.Application) []string {
	var ids []string
	for _, one := range applications {
		ids = append(ids, one.ID)
	}
	return ids
}

func testApplicationList(t *testing.T, w *world) {
	for i, fields := range []models.Application{
		{ID: "a1", Name: "Native", Type: models.ApplicationNative},
		{ID: "a2", Name: "Web", Type: models.ApplicationSPA, IsThirdParty: true},
		{ID: "a3", Name: "Native too", Type: models.ApplicationNative, IsThirdParty: true},
		{ID: "a4", Name: "Job", Type: models.ApplicationMachineToMachine},
	} {
		fields.CreatedAt = now + 1 + int64(i)
		ok(t, w.own.Applications.Insert(t.Context(), &fields))
	}
	native, machine := models.ApplicationNative, models.ApplicationMachineToMachine
	tests := []struct {
		name   string
		filter store.ApplicationFilter
		page   store.Page
		want   []string
		total  int64
	}{
		{"all", store.ApplicationFilter{}, store.Page{}, []string{"a4", "a3", "a2", "a1", app}, 5},
		{"first page", store.ApplicationFilter{}, store.Page{Limit: 2}, []string{"a4", "a3"}, 5},
		{"second page", store.ApplicationFilter{}, store.Page{Offset: 2, Limit: 2}, []string{"a2", "a1"}, 5},
		{"last page", store.ApplicationFilter{}, store.Page{Offset: 4, Limit: 2}, []string{app}, 5},
		{"past the end", store.ApplicationFilter{}, store.Page{Offset: 6, Limit: 2}, nil, 5},
		{"of a type", store.ApplicationFilter{Types: []models.ApplicationType{native}}, store.Page{Limit: 9}, []string{"a3", "a1"}, 2},
		{"of two types", store.ApplicationFilter{Types: []models.ApplicationType{native, machine}}, store.Page{Limit: 2}, []string{"a4", "a3"}, 3},
		{"of no type", store.ApplicationFilter{Types: []models.ApplicationType{"None"}}, store.Page{Limit: 2}, nil, 0},
		{"third-party", store.ApplicationFilter{IsThirdParty: ptr(true)}, store.Page{Limit: 9}, []string{"a3", "a2", app}, 3},
		{"first-party", store.ApplicationFilter{IsThirdParty: ptr(false)}, store.Page{Limit: 9}, []string{"a4", "a1"}, 2},
		{
			"all filters",
			store.ApplicationFilter{
				Types: []models.ApplicationType{native}, IsThirdParty: ptr(true),
				Search: either(term("name", store.SearchLike, "native%"), term("name", store.SearchLike, "web%")),
			},
			store.Page{Limit: 9},
			[]string{"a3"},
			1,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			found, total, err := w.own.Applications.List(t.Context(), test.filter, test.page)
			ok(t, err)
			equal(t, applicationIDs(found), nil, test.want)
			equal(t, total, nil, test.total)
		})
	}
}

func testApplicationRecords(t *testing.T, w *world) {
	want := *newApplication(app, "own")
	want.TenantID = "own"
	found, total, err := w.own.Applications.List(t.Context(), store.ApplicationFilter{}, store.Page{Limit: 9})
	equal(t, found, err, []models.Application{want})
	equal(t, total, nil, 1)
}

func testCountApplications(t *testing.T, w *world) {
	got, err := w.own.Applications.Count(t.Context())
	equal(t, got, err, 1)
	got, err = w.others[0].Applications.Count(t.Context())
	equal(t, got, err, 2)
}

func testApplicationNames(t *testing.T, w *world) {
	names, err := w.own.Applications.Names(t.Context(), []string{app, foreign, absent, app})
	equal(t, names, err, map[string]string{app: "own"})
	names, err = w.own.Applications.Names(t.Context(), nil)
	equal(t, names, err, map[string]string{})
}

func testAddMissingApplications(t *testing.T, w *world) {
	ctx := t.Context()
	before, err := w.own.Tenant.Revision(ctx)
	ok(t, err)
	added, err := w.own.Applications.AddMissing(ctx, []models.Application{*newApplication(app, "changed"), *newApplication("new", "new")})
	equal(t, added, err, 1)
	for id, label := range map[string]string{app: "own", "new": "new"} {
		want := newApplication(id, label)
		want.TenantID = "own"
		got, err := w.own.Applications.Get(ctx, id)
		equal(t, got, err, want)
	}
	after, err := w.own.Tenant.Revision(ctx)
	equal(t, after, err, before+1)
}
