package customjwt

import (
	"reflect"
	"strings"

	"portico/models"
)

// Member is a member of the object that a script is called with. An editor completes
// these, and help lists them.
type Member struct {
	Name string
	// Type is text, number, boolean, object or list; of what is in Members.
	Type    string
	Members []Member
}

// The types of members.
const (
	typeText    = "string"
	typeNumber  = "number"
	typeBoolean = "boolean"
	typeObject  = "object"
	typeList    = "array"
)

// Schema describes what a script of a kind is called with: token, context,
// environmentVariables and api. It is read from the types that are sent.
func Schema(kind models.TokenKind) []Member {
	about := members(reflect.TypeFor[scriptContext](), func(field string) bool {
		return kind == models.TokenAccess || field == "application" || field == "organization"
	})
	ofToken := members(reflect.TypeFor[token](), func(field string) bool {
		switch field {
		case "accountId", "expiresWithSession", "grantId", "gty", "sessionUid", "sid":
			return kind == models.TokenAccess
		}
		return true
	})
	return []Member{
		{Name: "token", Type: typeObject, Members: ofToken},
		{Name: "context", Type: typeObject, Members: about},
		{Name: "environmentVariables", Type: typeObject},
		{Name: "api", Type: typeObject, Members: []Member{{Name: "denyAccess", Type: "function"}}},
	}
}

// members lists the fields of a struct by their JSON names, those of embedded structs
// among them.
func members(of reflect.Type, isShown func(field string) bool) []Member {
	var all []Member
	for i := range of.NumField() {
		field := of.Field(i)
		if field.Anonymous {
			all = append(all, members(field.Type, isShown)...)
			continue
		}
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if isShown(name) {
			all = append(all, member(name, field.Type))
		}
	}
	return all
}

func member(name string, of reflect.Type) Member {
	always := func(string) bool { return true }
	if of.Kind() == reflect.Pointer {
		of = of.Elem()
	}
	switch of.Kind() { //nolint:exhaustive // the types above have no others
	case reflect.Bool:
		return Member{Name: name, Type: typeBoolean}
	case reflect.Int64:
		return Member{Name: name, Type: typeNumber}
	case reflect.Slice:
		list := Member{Name: name, Type: typeList}
		if of.Elem().Kind() == reflect.Struct {
			list.Members = members(of.Elem(), always)
		}
		return list
	case reflect.Struct:
		return Member{Name: name, Type: typeObject, Members: members(of, always)}
	case reflect.Map:
		return Member{Name: name, Type: typeObject}
	}
	return Member{Name: name, Type: typeText}
}
