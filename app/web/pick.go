package web

import (
	"strings"

	"github.com/gofiber/fiber/v2"
)

// PickLimit is how many a picker shows of those that a search has found.
const PickLimit = 20

// Pick is what the form of a picker says.
type Pick struct {
	Query string   // what is searched for
	IDs   []string // those that are chosen, each once
	// IsSearch: only the search shall be made, nothing taken.
	IsSearch bool
	// Form has the first value of each further field.
	Form map[string]string
}

// ReadPick reads the form of a picker; see component.Picker. Fault:
// request.invalid_input.
func ReadPick(c *fiber.Ctx) (Pick, error) {
	values, err := Values(c)
	if err != nil {
		return Pick{}, err
	}
	pick := Pick{Query: strings.TrimSpace(values.Get("q")), IsSearch: values.Get("act") == "search", Form: map[string]string{}}
	isChosen := map[string]bool{}
	for _, id := range values["id"] {
		if !isChosen[id] && id != "" {
			pick.IDs, isChosen[id] = append(pick.IDs, id), true
		}
	}
	for name := range values {
		pick.Form[name] = values.Get(name)
	}
	return pick, nil
}
