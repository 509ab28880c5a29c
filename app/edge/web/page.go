package web

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"portico/views/component"
)

// RowsOnPage is how many rows of a list the console shows per page.
const RowsOnPage = 20

// lastPage is the highest page number accepted, far beyond the end of every list.
const lastPage = 1_000_000

// Found is what a list has at an offset.
type Found struct {
	Rows     int   // from that offset on
	Total    int64 // of the whole list
	IsCapped bool  // there are more rows than Total
}

// Page is the current page of a list.
type Page struct {
	Number int // from 1
	Found
}

// ReadPage reads the page for the parameter "page". An invalid number, or one past the
// last page, means the first page. read gets the page's offset and limit.
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

// Param returns a page number for an address: "" for the first.
func Param(number int) string {
	if number <= 1 {
		return ""
	}
	return strconv.Itoa(number)
}

// Pager returns which rows of how many the page shows, and links to the previous and
// next page. address builds a page's address from its number, formatted by Param.
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
