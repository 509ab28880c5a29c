package web

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/ground/fault"
)

// PickLimit is how many a picker shows of those that a search has found.
const PickLimit = 20

// maxPicked is how many can be chosen at a time.
const maxPicked = 500

// Pick is what the form of a picker says.
type Pick struct {
	Query string   // what is searched for
	IDs   []string // those that are chosen, each once; 500 at most
	// IsSearch: only the search shall be made, nothing taken.
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
