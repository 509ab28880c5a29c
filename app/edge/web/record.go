package web

import (
	"context"

	"github.com/a-h/templ"

	"portico/locales"
	"portico/models/store"
	"portico/views/component"
	"portico/views/layout"
)

// Deletion asks whether to delete a record, whose name must be typed; done is the
// message id of the confirmation.
func Deletion(record layout.Record, tab string, question component.ConfirmProps, done, nextURL string,
	act func(context.Context, *store.Store) error,
) Question {
	question.CancelURL, question.Name = record.TabURL(tab), record.Name
	return Question{ConfirmProps: question, Page: record.ConfirmPage, Act: act, Done: done, NextURL: nextURL}
}

// Removal asks whether to remove something on a tab of a record; done is the message id
// of the confirmation.
func Removal(ctx context.Context, record layout.Record, tab, title, text, done string, act func(context.Context, *store.Store) error) Question {
	return Question{
		ConfirmProps: component.ConfirmProps{
			Title: title, Text: text, CancelURL: record.TabURL(tab), Label: locales.T(ctx, "component.table.remove"),
		},
		Page: record.ConfirmPage, Act: act, Done: done,
	}
}

// Assignment lets users choose what to add on a tab of a record; call is the
// equivalent API call.
func Assignment(record layout.Record, tab, lead string, call component.APICall, picker component.PickerProps) Choice {
	picker.CancelURL = record.TabURL(tab)
	return Choice{
		PickerProps: picker,
		Page: func(props component.PickerProps) templ.Component {
			return record.AssignPage(lead, call, props)
		},
	}
}
