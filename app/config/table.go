package config

import (
	"reflect"
	"strings"
)

// Row describes one variable.
type Row struct {
	Name        string
	Default     string // "" when there is none
	Description string
}

// Table describes every variable, in the order of Config.
func Table() []Row {
	var rows []Row
	for _, field := range reflect.VisibleFields(reflect.TypeFor[Config]()) {
		row := Row{
			Name:        field.Tag.Get("env"),
			Default:     field.Tag.Get("envDefault"),
			Description: field.Tag.Get("desc"),
		}
		if shown, found := field.Tag.Lookup("shown"); found {
			row.Default = shown
		}
		rows = append(rows, row)
	}
	return rows
}

// Markdown is the table as README shows it.
func Markdown() string {
	var b strings.Builder
	b.WriteString("| variable | default | meaning |\n|---|---|---|\n")
	for _, row := range Table() {
		shown := ""
		if row.Default != "" {
			shown = "`" + row.Default + "`"
		}
		b.WriteString("| `" + row.Name + "` | " + shown + " | " + row.Description + " |\n")
	}
	return b.String()
}
