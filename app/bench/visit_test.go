package main

import (
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestForm(t *testing.T) {
	at, err := url.Parse("http://127.0.0.1:3001/sign-in?interaction=a")
	if err != nil {
		t.Fatal(err)
	}
	const body = `<form id="continue-form" method="post" action="/other"><input name="no" value="no"></form>
		<form id="sign-in-form" class="form" method="post" action="/sign-in?interaction=a&amp;b=c">
		<input type="hidden" name="_csrf" value="x&#43;y"/><input name="identifier" value="">
		<input type="submit"></form><input name="outside" value="no">`
	got, err := page{url: at, body: body}.form("sign-in-form")
	if err != nil {
		t.Fatal(err)
	}
	want := form{
		action: "http://127.0.0.1:3001/sign-in?interaction=a&b=c",
		fields: url.Values{"_csrf": {"x+y"}, "identifier": {""}},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(form{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, err := (page{url: at, body: body}).form("register-form"); err == nil {
		t.Error("a form that is not there was found")
	}
}

func TestCodeOf(t *testing.T) {
	if code, err := codeOf(redirectURI + "?code=a%2Bb&state=bench"); code != "a+b" || err != nil {
		t.Errorf("got %q, %v", code, err)
	}
	if _, err := codeOf(redirectURI + "?error=login_required"); err == nil {
		t.Error("an error passed as a code")
	}
}
