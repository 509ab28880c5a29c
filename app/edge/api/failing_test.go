package api_test

import (
	"slices"
	"strings"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

// Whichever statement of an operation fails, the response is an internal error: it
// never blames the caller's token or input.
func TestEveryStatementFailing(t *testing.T) {
	p := servertest.New(t)
	p.RunScripts()
	p.Operator(models.RoleAdmin)
	operator := p.OperatorToken(models.RoleAdmin, models.TenantDefault)
	values := populate(t, p, "", operator)
	operations, document := documented(t, p)
	ids := idsOf(operations)
	// Operations that delete would leave nothing for the others.
	slices.SortStableFunc(ids, func(a, b string) int {
		return strings.Index("GETPOSTPUTPATCHDELETE", operations[a].method) - strings.Index("GETPOSTPUTPATCHDELETE", operations[b].method)
	})
	for _, id := range ids {
		o := operations[id]
		machine := p.MachineToken() // operations on signing keys end those of before
		for token, failure := range map[string]error{operator: servertest.ErrBroken, machine: servertest.ErrLost} {
			t.Run(id+" "+failure.Error(), func(t *testing.T) {
				p := p.For(t)
				answer := p.EachStatement(t, failure, servertest.API, func() *servertest.Response {
					return p.API(o.method, o.at(values), token, o.example(t, document))
				})
				if answer.StatusCode == 401 || answer.StatusCode >= 500 && answer.StatusCode != 501 {
					t.Errorf("without a failure: %d %s", answer.StatusCode, answer.Text)
				}
			})
		}
	}
}
