package static

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"mime"
	"path"
	"strings"
	"sync"
)

// Prefix is the URL path below which files are served.
const Prefix = "/static/"

//go:embed css js img vendor/*.woff2 vendor/*.js
var files embed.FS

// assets is built once, on first use.
//
//nolint:gochecknoglobals // set once: the files are part of the program
var assets = sync.OnceValue(build)

// File is the response to a request below Prefix.
type File struct {
	Body        []byte
	ContentType string
	// Immutable reports that the path contains the content hash, so the content never
	// changes; other responses must be revalidated.
	Immutable bool
}

// URL returns the path of a file, including a hash of its content: "css/app.css"
// becomes "/static/css/app.3f2a9c1b.css". The name of a file that does not exist
// is returned below Prefix unchanged, and requesting it gives 404.
func URL(name string) string {
	if url, ok := assets().urls[name]; ok {
		return url
	}
	return Prefix + name
}

// Open returns the file at a path that URL returned, or at the same path without
// the hash.
func Open(urlPath string) (File, bool) {
	file, ok := assets().files[urlPath]
	return file, ok
}

// bundles lists the style sheets and scripts that are served concatenated, in order.
func bundles() map[string][]string {
	return map[string][]string{
		"css/app.css": {"css/role.css", "css/base.css", "css/component.css", "css/hosted.css"},
		"js/app.js":   {"js/password.js", "js/hosted.js"},
		"js/console.js": {
			"js/password.js", "js/console/start.js", "js/console/request.js", "js/console/copy.js", "js/console/moment.js",
			"js/console/list.js", "js/console/json.js", "js/console/toast.js", "js/console/save.js", "js/console/menu.js",
			"js/console/dialog.js", "js/console/mirror.js", "js/console/palette.js",
		},
	}
}

type collection struct {
	urls  map[string]string
	files map[string]File
}

// build computes the hashed names of all files; style sheets come last, because
// they refer to other files by name.
func build() *collection {
	c := &collection{urls: map[string]string{}, files: map[string]File{}}
	var sheets []string
	for _, name := range list() {
		if path.Ext(name) == ".css" {
			sheets = append(sheets, name)
			continue
		}
		c.add(name, read(name))
	}
	for _, name := range sheets {
		c.add(name, c.resolve(read(name)))
	}
	for name, parts := range bundles() {
		var joined bytes.Buffer
		for _, part := range parts {
			joined.Write(c.resolve(read(part)))
		}
		c.add(name, joined.Bytes())
	}
	return c
}

func (c *collection) add(name string, body []byte) {
	sum := sha256.Sum256(body)
	ext := path.Ext(name)
	url := Prefix + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:4]) + ext
	file := File{Body: body, ContentType: contentType(ext)}
	c.files[Prefix+name] = file
	file.Immutable = true
	c.files[url] = file
	c.urls[name] = url
}

// resolve replaces url("../x") in a style sheet with the hashed path, if x is an embedded file.
func (c *collection) resolve(sheet []byte) []byte {
	for name, url := range c.urls {
		sheet = bytes.ReplaceAll(sheet, []byte(`url("../`+name+`")`), []byte(`url("`+url+`")`))
	}
	return sheet
}

func contentType(ext string) string {
	switch ext {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".woff2":
		return "font/woff2"
	case ".svg":
		return "image/svg+xml"
	}
	return mime.TypeByExtension(ext)
}
