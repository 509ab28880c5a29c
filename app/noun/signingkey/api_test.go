package signingkey_test

import (
	"testing"
	"time"

	"portico/app/server/servertest"
	"portico/models"
)

// A machine with the Management API rotates its tenant's keys and deletes previous
// ones; an editor does neither.
func TestAPIKeysByMachine(t *testing.T) {
	s := servertest.NewManagement(t)
	const path = "/configs/oidc/private-keys"
	ids := stages(s.Call(t, "POST", path+"/rotate", `{"signingKeyAlgorithm":"RSA"}`, 200))
	if len(ids) != 3 {
		t.Fatalf("keys after the rotation: %v", ids)
	}
	editor := s.As(models.RoleEditor)
	editor.Refused(t, "POST", path+"/rotate", `{}`, 403, "auth.forbidden")
	editor.Refused(t, "DELETE", path+"/"+ids[models.KeyPrevious], "", 403, "auth.forbidden")
	for _, status := range []models.KeyStatus{models.KeyCurrent, models.KeyNext} {
		s.Refused(t, "DELETE", path+"/"+ids[status], "", 422, "oidc.only_previous_key_can_be_deleted")
	}
	s.Call(t, "DELETE", path+"/"+ids[models.KeyPrevious], "", 204)
}

// With a grace period the new key is published as the next one, and signs once the
// period is over.
func TestAPIRotationWithGracePeriod(t *testing.T) {
	s := servertest.NewManagement(t)
	const path = "/configs/oidc/private-keys"
	before := stages(s.Call(t, "POST", path+"/rotate", `{"signingKeyAlgorithm":"RSA"}`, 200))
	due := func() {
		t.Helper()
		if err := s.RotateDue(t.Context()); err != nil {
			t.Fatal(err)
		}
	}

	left := stages(s.Call(t, "POST", path+"/rotate", `{"signingKeyAlgorithm":"RSA","rotationGracePeriod":3600}`, 200))
	next := left[models.KeyNext]
	if next == before[models.KeyNext] || left[models.KeyCurrent] != before[models.KeyCurrent] {
		t.Errorf("before %v, then %v", before, left)
	}
	s.Advance(time.Hour - time.Second)
	due()
	s.Bearer = s.MachineToken()
	if now := stages(s.Call(t, "GET", path, "", 200)); now[models.KeyNext] == "" || now[models.KeyCurrent] == next {
		t.Errorf("it signs too early: %v", now)
	}
	s.Advance(time.Second)
	due()
	due() // once is enough
	s.Bearer = s.MachineToken()
	rotated := stages(s.Call(t, "POST", path+"/rotate", `{"signingKeyAlgorithm":"RSA"}`, 200))
	if rotated[models.KeyPrevious] != next { // the rotation after it moved it on
		t.Errorf("%s did not become current: %v", next, rotated)
	}

	// A rotation in the meantime ends the schedule.
	s.Bearer = s.MachineToken()
	s.Call(t, "POST", path+"/rotate", `{"signingKeyAlgorithm":"RSA","rotationGracePeriod":60}`, 200)
	now := stages(s.Call(t, "POST", path+"/rotate", `{"signingKeyAlgorithm":"RSA"}`, 200))
	s.Advance(time.Minute)
	due()
	s.Bearer = s.MachineToken()
	if again := stages(s.Call(t, "POST", path+"/rotate", `{"signingKeyAlgorithm":"RSA"}`, 200)); again[models.KeyPrevious] != now[models.KeyCurrent] {
		t.Errorf("the keys moved twice: %v, then %v", now, again)
	}
	for _, wrong := range []string{"-1", "2592001", `"60"`} {
		s.Refused(t, "POST", path+"/rotate", `{"rotationGracePeriod":`+wrong+`}`, 400, "guard.invalid_input")
	}
}

// Without an algorithm, the keys of ID tokens are put off together with the tenant's.
func TestAPIRotationWithGracePeriodOfBoth(t *testing.T) {
	s := servertest.NewManagement(t)
	const path = "/configs/oidc/private-keys"
	before := stages(s.Call(t, "POST", path+"/rotate", `{}`, 200)) // of the default, ES256
	if len(before) != 0 {
		t.Fatalf("the default is RS256: %v", before)
	}
	current := stages(s.Call(t, "GET", path, "", 200))[models.KeyCurrent]
	s.Call(t, "POST", path+"/rotate", `{"rotationGracePeriod":60}`, 200)
	next := stages(s.Call(t, "GET", path, "", 200))[models.KeyNext]
	s.Advance(time.Minute)
	if err := s.RotateDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.Bearer = s.MachineToken()
	if now := stages(s.Call(t, "GET", path, "", 200)); now[models.KeyCurrent] != next || now[models.KeyPrevious] != current {
		t.Errorf("current %s, next %s, then %v", current, next, now)
	}
	if due, err := s.DB.DueRotations(t.Context(), s.Now().UnixMilli()); err != nil || len(due) != 0 {
		t.Errorf("still due: %v, %v", due, err)
	}
}

// stages maps the stages of RSA keys in a response to the keys' IDs.
func stages(response any) map[models.KeyStatus]string {
	found := map[models.KeyStatus]string{}
	list, _ := response.([]any)
	for _, item := range list {
		key, _ := item.(servertest.Object)
		id, _ := key["id"].(string)
		status, _ := key["status"].(string)
		if key["signingAlgorithm"] == "RS256" {
			found[models.KeyStatus(status)] = id
		}
	}
	return found
}
