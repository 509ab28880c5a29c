package worker

import (
	"encoding/base64"
	"net/url"
	"strings"

	"github.com/dop251/goja"
)

// encode returns the bytes of a text in UTF-8.
func (r *runtime) encode(call goja.FunctionCall) goja.Value {
	return r.vm.ToValue(r.vm.NewArrayBuffer([]byte(call.Argument(0).String())))
}

// decode returns the text of bytes in UTF-8.
func (r *runtime) decode(call goja.FunctionCall) goja.Value {
	buffer, _ := call.Argument(0).Export().(goja.ArrayBuffer)
	return r.vm.ToValue(strings.ToValidUTF8(strings.TrimPrefix(string(buffer.Bytes()), "\ufeff"), "\ufffd"))
}

// atob decodes base64 into a text with one character a byte.
func (r *runtime) atob(call goja.FunctionCall) goja.Value {
	text := strings.Map(func(c rune) rune {
		if strings.ContainsRune("\t\n\f\r ", c) {
			return -1
		}
		return c
	}, call.Argument(0).String())
	if len(text)%4 == 0 {
		text = strings.TrimSuffix(strings.TrimSuffix(text, "="), "=")
	}
	decoded, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil {
		panic(r.vm.NewTypeError("the text is not base64"))
	}
	characters := make([]rune, 0, len(decoded))
	for _, b := range decoded {
		characters = append(characters, rune(b))
	}
	return r.vm.ToValue(string(characters))
}

// btoa encodes a text of characters up to U+00FF in base64.
func (r *runtime) btoa(call goja.FunctionCall) goja.Value {
	text := call.Argument(0).String()
	bytes := make([]byte, 0, len(text))
	for _, c := range text {
		if c > 0xff {
			panic(r.vm.NewTypeError("the text has characters above U+00FF"))
		}
		bytes = append(bytes, byte(c))
	}
	return r.vm.ToValue(base64.StdEncoding.EncodeToString(bytes))
}

// parseURL returns the parts of an address as the URL class names them (WHATWG URL
// Standard), as far as net/url agrees with it.
func (r *runtime) parseURL(call goja.FunctionCall) goja.Value {
	address, base := strings.TrimSpace(call.Argument(0).String()), strings.TrimSpace(call.Argument(1).String())
	parsed, err := url.Parse(address)
	if err == nil && !parsed.IsAbs() && base != "" {
		var from *url.URL
		if from, err = url.Parse(base); err == nil {
			parsed = from.ResolveReference(parsed)
		}
	}
	if err != nil || !parsed.IsAbs() || isWeb(parsed) && parsed.Hostname() == "" {
		panic(r.vm.NewTypeError("Invalid URL: %s", address))
	}
	path, port := parsed.EscapedPath(), parsed.Port()
	if isWeb(parsed) {
		parsed = parsed.JoinPath() // without . and .. in the path
		if path = parsed.EscapedPath(); path == "" {
			path = "/"
		}
		if port == map[string]string{"http": "80", "https": "443"}[parsed.Scheme] {
			port = ""
		}
	}
	hostname := strings.ToLower(parsed.Hostname())
	if strings.Contains(hostname, ":") {
		hostname = "[" + hostname + "]"
	}
	password, _ := parsed.User.Password()
	parts := r.vm.NewObject()
	for name, value := range map[string]string{
		"protocol": parsed.Scheme + ":", "opaque": parsed.Opaque, "hostname": hostname, "port": port, "pathname": path,
		"username": url.PathEscape(parsed.User.Username()), "password": url.PathEscape(password),
		"search": prefixed("?", strings.ReplaceAll(parsed.RawQuery, " ", "%20")), "hash": prefixed("#", parsed.EscapedFragment()),
	} {
		_ = parts.Set(name, value) // setting a property of a new object cannot fail
	}
	return parts
}

func isWeb(address *url.URL) bool { return address.Scheme == "http" || address.Scheme == "https" }

func prefixed(prefix, text string) string {
	if text == "" {
		return ""
	}
	return prefix + text
}

func (r *runtime) escapePath(call goja.FunctionCall) goja.Value {
	return r.vm.ToValue((&url.URL{Path: call.Argument(0).String()}).EscapedPath())
}

// parseQuery returns pairs of names and values (WHATWG URL Standard,
// application/x-www-form-urlencoded).
func (r *runtime) parseQuery(call goja.FunctionCall) goja.Value {
	pairs := []any{}
	for part := range strings.SplitSeq(call.Argument(0).String(), "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		pairs = append(pairs, r.vm.NewArray(unescaped(name), unescaped(value)))
	}
	return r.vm.NewArray(pairs...)
}

func unescaped(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil {
		return strings.ToValidUTF8(plain, "\ufffd")
	}
	return strings.ReplaceAll(text, "+", " ")
}

func (r *runtime) formatQuery(call goja.FunctionCall) goja.Value {
	var pairs [][]string
	if err := r.vm.ExportTo(call.Argument(0), &pairs); err != nil {
		panic(r.vm.NewTypeError("the parameters are invalid"))
	}
	parts := make([]string, 0, len(pairs))
	for _, pair := range pairs {
		if len(pair) == 2 {
			parts = append(parts, formEscaped(pair[0])+"="+formEscaped(pair[1]))
		}
	}
	return r.vm.ToValue(strings.Join(parts, "&"))
}

func formEscaped(text string) string {
	return strings.NewReplacer("%2A", "*", "~", "%7E").Replace(url.QueryEscape(text))
}
