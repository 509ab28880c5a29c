package web

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/ground/fault"
)

// PickLimit is how many search results a picker shows.
const PickLimit = 20

// maxPicked is how many records can be chosen at once.
const maxPicked = 500

// Pick is the submitted form of a picker.
type Pick struct {
	Query string   // search text
	IDs   []string // chosen ids without duplicates, at most 500
	// IsSearch: only search, take nothing.
	IsSearch bool
	Form     url.Values // all fields
}

// ReadPick reads the form of a picker; see component.Picker. Fault:
// request.invalid_input.
func ReadPick(c *fiber.Ctx) (Pick, error) {
	form, err := Values(c)
	if err != nil {
		return Pick{}, err
	}
	pick := Pick{Query: strings.TrimSpace(form.Get("q")), IsSearch: form.Get("act") == "search", Form: form}
	isChosen := map[string]bool{}
	for _, id := range form["id"] {
		if !isChosen[id] && id != "" {
			pick.IDs, isChosen[id] = append(pick.IDs, id), true
		}
	}
	if len(pick.IDs) > maxPicked {
		return Pick{}, fault.New(fault.Invalid, "request.invalid_input")
	}
	return pick, nil
}
