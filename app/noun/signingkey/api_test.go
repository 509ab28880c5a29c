package signingkey_test

import (
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

// A machine with the Management API rotates its tenant's keys and deletes previous
// ones; an editor does neither.
func TestAPIKeysByMachine(t *testing.T) {
	s := servertest.NewManagement(t)
	const path = "/configs/oidc/private-keys"
	ids := map[models.KeyStatus]string{}
	left, _ := s.Call(t, "POST", path+"/rotate", `{"signingKeyAlgorithm":"RSA"}`, 200).([]any)
	for _, item := range left {
		key, _ := item.(servertest.Object)
		id, _ := key["id"].(string)
		status, _ := key["status"].(string)
		ids[models.KeyStatus(status)] = id
	}
	if len(ids) != 3 {
		t.Fatalf("keys after the rotation: %v", left)
	}
	editor := s.As(models.RoleEditor)
	editor.Refused(t, "POST", path+"/rotate", `{}`, 403, "auth.forbidden")
	editor.Refused(t, "DELETE", path+"/"+ids[models.KeyPrevious], "", 403, "auth.forbidden")
	for _, status := range []models.KeyStatus{models.KeyCurrent, models.KeyNext} {
		s.Refused(t, "DELETE", path+"/"+ids[status], "", 422, "oidc.only_previous_key_can_be_deleted")
	}
	s.Call(t, "DELETE", path+"/"+ids[models.KeyPrevious], "", 204)
}
