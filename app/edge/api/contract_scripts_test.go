package api_test

import "testing"

func driveScripts(t *testing.T, c *contract) {
	c.RunScripts()
	c.does(t, "ListJwtCustomizers", "", "", 200)
	c.drive(t, "GetJwtCustomizer", "", "", "access-token")
	const whole = `{"script":"const getCustomJwtClaims = async () => ({ a: 1 });","environmentVariables":{"A":"1"},
		"contextSample":{"user":{}},"tokenSample":{},"blockIssuanceOnError":true}`
	c.does(t, "UpsertJwtCustomizer", "", whole, 201, "access-token")
	c.does(t, "UpsertJwtCustomizer", "", whole, 200, "access-token")
	c.drive(t, "UpsertJwtCustomizer", "", `{"script":"x","more":1}`, "access-token")
	c.does(t, "UpdateJwtCustomizer", "", `{"script":"x"}`, 200, "access-token")
	c.drive(t, "UpdateJwtCustomizer", "", `{"script":"x"}`, "client-credentials")
	c.does(t, "GetJwtCustomizer", "", "", 200, "access-token")
	c.does(t, "ListJwtCustomizers", "", "", 200)
	c.does(t, "DeleteJwtCustomizer", "", "", 204, "access-token")
	c.drive(t, "DeleteJwtCustomizer", "", "", "access-token")
	test := func(script string) string {
		return `{"tokenType":"access-token","script":"` + script + `","environmentVariables":{},"token":{},"context":{}}`
	}
	c.does(t, "TestJwtCustomizer", "", test("const getCustomJwtClaims = async () => ({ a: [1] });"), 200)
	c.drive(t, "TestJwtCustomizer", "", test("const getCustomJwtClaims = async ({ api }) => api.denyAccess();"))
	c.drive(t, "TestJwtCustomizer", "", test("nothing"))
}
