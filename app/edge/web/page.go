package web

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"portico/views/component"
)

// RowsOnPage is how many rows of a list the console shows at a time.
const RowsOnPage = 20

// lastPage bounds the page that can be asked for, far behind the end of every list.
const lastPage = 1_000_000

// Found is what a list has at a place.
type Found struct {
	Rows     int   // from that place on
	Total    int64 // of the whole list
	IsCapped bool  // there are more than Total
}

// Page is the page of a list that is shown.
type Page struct {
	Number int // from 1
	Found
}

// ReadPage reads the page that the parameter "page" asks for. What is no number
// of a page is the first; so is one behind the last. read is given where the
// page begins.
func ReadPage(c *fiber.Ctx, read func(offset, limit int) (Found, error)) (Page, error) {
	number, err := strconv.Atoi(c.Query("page"))
	if err != nil || number < 1 || number > lastPage {
		number = 1
	}
	found, err := read((number-1)*RowsOnPage, RowsOnPage)
	if err == nil && found.Rows == 0 && number > 1 {
		number = 1
		found, err = read(0, RowsOnPage)
	}
	return Page{Number: number, Found: found}, err
}

// Param is a page's number as it stands in an address: "" for the first.
func Param(number int) string {
	if number <= 1 {
		return ""
	}
	return strconv.Itoa(number)
}

// Pager says which rows of how many the page shows, and leads to those beside
// it, whose address is made from their number as Param has it.
func (p Page) Pager(address func(number string) string) component.PagerProps {
	before := (p.Number - 1) * RowsOnPage
	props := component.PagerProps{From: before + 1, To: before + p.Rows, Total: p.Total, IsCapped: p.IsCapped}
	if p.Number > 1 {
		props.PreviousURL = address(Param(p.Number - 1))
	}
	if int64(props.To) < p.Total || p.IsCapped && p.Rows == RowsOnPage {
		props.NextURL = address(Param(p.Number + 1))
	}
	return props
}
