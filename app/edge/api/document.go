package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"
)

// extensionAccess is the extension for the access that an operation requires.
const extensionAccess = "x-required-access"

// Document returns the OpenAPI document of all registered operations.
func (a *API) Document() *huma.OpenAPI { return a.huma.OpenAPI() }

// ServeDocument serves the document; all operations must be registered by then.
func (a *API) ServeDocument() fiber.Handler {
	return serveDocument(func() ([]byte, error) { return json.Marshal(a.huma.OpenAPI()) })
}

// ServeInlineDocument serves the document as OpenAPI 3.0 without references, for tools
// that support nothing newer.
func (a *API) ServeInlineDocument() fiber.Handler {
	return serveDocument(func() ([]byte, error) {
		downgraded, err := a.huma.OpenAPI().Downgrade()
		if err != nil {
			return nil, fmt.Errorf("downgrade: %w", err)
		}
		return inline(downgraded)
	})
}

func serveDocument(encode func() ([]byte, error)) fiber.Handler {
	encode = sync.OnceValues(encode)
	return func(c *fiber.Ctx) error {
		document, err := encode()
		if err != nil {
			return fmt.Errorf("encode OpenAPI document: %w", err)
		}
		c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSONCharsetUTF8)
		c.Set(fiber.HeaderAccessControlAllowOrigin, "*")
		return c.Send(document)
	}
}

// operationAt finds an operation of the document; nil if there is none.
func operationAt(document *huma.OpenAPI, method, path string) *huma.Operation {
	item := document.Paths[path]
	if item == nil {
		return nil
	}
	switch method {
	case http.MethodGet:
		return item.Get
	case http.MethodPost:
		return item.Post
	case http.MethodPut:
		return item.Put
	case http.MethodPatch:
		return item.Patch
	case http.MethodDelete:
		return item.Delete
	}
	return nil
}

func statusText(status int) string { return strconv.Itoa(status) }
