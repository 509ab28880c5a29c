package customjwt_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"portico/app/ground/actor"
	"portico/app/ground/fault"
	"portico/app/ground/script"
	"portico/app/noun/customjwt"
	"portico/models"
)

// code is the code of a fault, "" for none.
func code(err error) string {
	if err == nil {
		return ""
	}
	return fault.From(err).Code
}

func source(body string) string {
	return "const getCustomJwtClaims = async ({ token, context, environmentVariables, api }) => {\n" + body + "\n};"
}

// Each script that is saved is a version with who saved it; rolling back adds one.
func TestVersions(t *testing.T) {
	s := newScripts(t)
	records := s.Records()
	ctx := actor.With(t.Context(), actor.Actor{Kind: actor.Operator, ID: "ann", Name: "Ann", Access: actor.Change})
	for _, text := range []string{"one", "two", "two"} {
		_, _, err := s.CustomJWT.Put(ctx, records, models.TokenAccess, customjwt.Fields{Script: text, Variables: customjwt.Variables{"A": text}})
		ok(t, err)
	}
	_, err := s.CustomJWT.RollBack(ctx, records, models.TokenAccess, 1)
	ok(t, err)
	versions, err := s.CustomJWT.Versions(ctx, records, models.TokenAccess)
	ok(t, err)
	var got []string
	for _, v := range versions {
		got = append(got, fmt.Sprint(v.Number, " ", v.Script, " ", v.ActorID, " ", v.ActorName))
	}
	same(t, []string{"3 one ann Ann", "2 two ann Ann", "1 one ann Ann"}, got)
	restored, err := s.CustomJWT.Get(ctx, records, models.TokenAccess)
	ok(t, err)
	if restored.Script != "one" || restored.Variables["A"] != "two" {
		t.Errorf("restored %+v", restored) // variables are not part of a version
	}
	_, err = s.CustomJWT.RollBack(ctx, records, models.TokenAccess, 9)
	same(t, "entity.not_found", code(err))
	for i := range 120 {
		text := fmt.Sprint("more ", i)
		_, err := s.CustomJWT.Patch(ctx, records, models.TokenAccess, customjwt.Changes{Script: &text})
		ok(t, err)
	}
	versions, err = s.CustomJWT.Versions(ctx, records, models.TokenAccess)
	if err != nil || len(versions) != 100 || versions[0].Number != 123 || versions[99].Number != 24 {
		t.Errorf("%d versions, %v", len(versions), err)
	}
	ok(t, s.CustomJWT.Delete(ctx, records, models.TokenAccess))
	if versions, err = s.CustomJWT.Versions(ctx, records, models.TokenAccess); err != nil || len(versions) != 0 {
		t.Errorf("%d versions after deletion, %v", len(versions), err)
	}
}

// The values of variables are neither in the database as they are nor in an event.
func TestVariablesAreSecret(t *testing.T) {
	s := newScripts(t)
	records, ctx := s.Records(), t.Context()
	_, _, err := s.CustomJWT.Put(ctx, records, models.TokenAccess, customjwt.Fields{Script: "x", Variables: customjwt.Variables{"KEY": "s3cret-value"}})
	ok(t, err)
	row, err := records.JWTCustomizers.Get(ctx, models.TokenAccess)
	ok(t, err)
	if strings.Contains(string(row.Sealed), "s3cret") {
		t.Error("the value is stored as it is")
	}
	row.Kind = models.TokenClientCredentials // sealed for another record
	ok(t, records.JWTCustomizers.Put(ctx, row))
	if _, err := s.CustomJWT.Get(ctx, records, models.TokenClientCredentials); err == nil {
		t.Error("variables open in another record")
	}
	events, err := records.Outbox.List(ctx, 1000)
	ok(t, err)
	last := events[len(events)-1]
	text, err := json.Marshal(last)
	if err != nil || strings.Contains(string(text), "s3cret") || !strings.Contains(string(text), `"KEY"`) {
		t.Errorf("event %s, %v", text, err)
	}
	value, kept := "new", "s3cret-value"
	resolved, err := s.CustomJWT.Resolve(ctx, records, models.TokenAccess, customjwt.Typed{"KEY": nil, "B": &value, "C": nil})
	ok(t, err)
	same(t, customjwt.Variables{"KEY": kept, "B": value, "C": ""}, resolved)
	reader := actor.With(ctx, actor.Actor{Kind: actor.Operator, ID: "v", Access: actor.Read})
	_, err = s.CustomJWT.Resolve(reader, records, models.TokenAccess, customjwt.Typed{"KEY": nil})
	same(t, "auth.forbidden", code(err))
}

func TestCases(t *testing.T) {
	s := newScripts(t)
	records, ctx := s.Records(), t.Context()
	add := func(fields customjwt.Case) *models.JWTCustomizerCase {
		t.Helper()
		added, err := s.CustomJWT.AddCase(ctx, records, models.TokenAccess, fields)
		ok(t, err)
		return added
	}
	gold := object{"user": object{"plan": "gold"}}
	add(customjwt.Case{Name: "a passes", Context: gold, Claims: object{"plan": "gold", "n": 1}})
	add(customjwt.Case{Name: "b differs", Context: gold, Claims: object{"plan": "gold"}})
	add(customjwt.Case{Name: "c is denied", Context: object{"user": object{"plan": "none"}}, IsDenied: true})
	add(customjwt.Case{Name: "d should be denied", Context: gold, IsDenied: true})
	last := add(customjwt.Case{Name: "e fails", Context: object{}, Claims: object{}})
	_, err := s.CustomJWT.AddCase(ctx, records, models.TokenAccess, customjwt.Case{Name: "e fails"})
	same(t, "jwt_customizer.case_name_in_use", code(err))
	_, err = s.CustomJWT.AddCase(ctx, records, models.TokenAccess, customjwt.Case{Name: ""})
	same(t, "guard.invalid_input", code(err))

	text := source(`if (context.user.plan === 'none') api.denyAccess('no'); return { plan: context.user.plan, n: 1 };`)
	results, err := s.CustomJWT.RunCases(ctx, records, models.TokenAccess, text, nil)
	ok(t, err)
	var got []string
	for _, r := range results {
		got = append(got, fmt.Sprint(r.Name, ": ", r.Passed))
	}
	same(t, []string{"a passes: true", "b differs: false", "c is denied: true", "d should be denied: false", "e fails: false"}, got)
	if failure := results[4].Failure; failure == nil || failure.Kind != script.Thrown || failure.Line != 2 {
		t.Errorf("%+v", failure)
	}
	results, err = s.CustomJWT.RunCases(ctx, records, models.TokenAccess, source("for (;;) {}"), nil)
	ok(t, err)
	if results[0].Failure.Kind != script.TooSlow || results[4].Failure == nil || !strings.HasPrefix(results[4].Failure.Message, "not run") || results[4].Passed {
		t.Errorf("%+v", results)
	}
	ok(t, s.CustomJWT.DeleteCase(ctx, records, last.ID))
	same(t, "entity.not_found", code(s.CustomJWT.DeleteCase(ctx, records, last.ID)))
	for i := range 46 {
		add(customjwt.Case{Name: fmt.Sprint("more ", i)})
	}
	_, err = s.CustomJWT.AddCase(ctx, records, models.TokenAccess, customjwt.Case{Name: "too many"})
	same(t, "jwt_customizer.too_many_cases", code(err))
}

// A trial says which claims a token would not get.
func TestTrialSaysWhatIsIgnored(t *testing.T) {
	s := newScripts(t)
	tried, err := s.CustomJWT.Test(t.Context(), s.Records(), customjwt.Trial{Script: source("console.log('hi'); return { sub: 1, a: 1, iss: 2 }")})
	ok(t, err)
	same(t, []string{"iss", "sub"}, tried.Ignored)
	if tried.Failure != nil || len(tried.Claims) != 3 || len(tried.Console) != 1 || tried.Took <= 0 || tried.Allocated <= 0 {
		t.Errorf("%+v", tried)
	}
}

// Samples have what the schema lists, and so do the arguments of a real user and machine.
func TestSamples(t *testing.T) {
	s := newShop(t)
	ctx, records := t.Context(), s.Records()
	ofAlice, err := s.CustomJWT.SampleOfUser(ctx, records, s.Person.ID, s.foo.ID)
	ok(t, err)
	ofRobot, err := s.CustomJWT.SampleOfApplication(ctx, records, s.machine.ID)
	ok(t, err)
	about, _ := ofAlice.Context["user"].(object)
	organization, _ := ofAlice.Context["organization"].(object)
	if about["id"] != s.Person.ID || ofAlice.Token["accountId"] != s.Person.ID || organization["name"] != "foo" {
		t.Errorf("%v", ofAlice)
	}
	for _, secret := range []string{"password", "argon2", s.machine.Secret} {
		if text := fmt.Sprint(ofAlice, ofRobot); strings.Contains(strings.ReplaceAll(text, "hasPassword", ""), secret) {
			t.Errorf("a sample has %s", secret)
		}
	}
	for kind, samples := range map[models.TokenKind][]customjwt.Sample{
		models.TokenAccess: {invented(t, models.TokenAccess), ofAlice}, models.TokenClientCredentials: {invented(t, models.TokenClientCredentials), ofRobot},
	} {
		schema := customjwt.Schema(kind)
		for _, sample := range samples {
			covers(t, "token", schema[0].Members, sample.Token)
			covers(t, "context", schema[1].Members, sample.Context)
		}
		for _, text := range []string{customjwt.Starter(kind), customjwt.Example(kind)} {
			for _, sample := range samples {
				tried, err := s.CustomJWT.Test(ctx, records, customjwt.Trial{Script: text, Token: sample.Token, Context: sample.Context})
				if err != nil || tried.Failure != nil || len(tried.Ignored) > 0 {
					t.Errorf("of %s: %v %v", kind, tried, err)
				}
			}
		}
	}
	_, err = s.CustomJWT.SampleOfUser(ctx, records, "none", "")
	same(t, "entity.not_found", code(err))
	_, err = s.CustomJWT.SampleOfApplication(ctx, records, "none")
	same(t, "entity.not_found", code(err))
}

func invented(t *testing.T, kind models.TokenKind) customjwt.Sample {
	t.Helper()
	sample, err := customjwt.Invented(kind)
	ok(t, err)
	return sample
}

// covers checks that every member of a value is in the schema.
func covers(t *testing.T, path string, schema []customjwt.Member, value object) {
	t.Helper()
	for name, member := range value {
		i := slices.IndexFunc(schema, func(m customjwt.Member) bool { return m.Name == name })
		if i < 0 {
			t.Errorf("%s.%s is not in the schema", path, name)
			continue
		}
		inner, isObject := member.(object)
		if list, isList := member.([]any); isList && len(list) > 0 {
			inner, isObject = list[0].(object)
		}
		if isObject && len(schema[i].Members) > 0 {
			covers(t, path+"."+name, schema[i].Members, inner)
		}
	}
}
