package server

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// loopback serves HTTP requests within the process: the console is a client of the
// server that it is part of, and must reach it whatever is between the server and its
// public address.
type loopback struct {
	app *fiber.App
}

// RoundTrip implements http.RoundTripper.
func (l loopback) RoundTrip(request *http.Request) (*http.Response, error) {
	var wire bytes.Buffer
	if err := request.Write(&wire); err != nil {
		return nil, fmt.Errorf("write request: %w", err)
	}
	var ctx fasthttp.RequestCtx
	if err := ctx.Request.Read(bufio.NewReader(&wire)); err != nil {
		return nil, fmt.Errorf("read request: %w", err)
	}
	var sent fasthttp.Request
	ctx.Request.CopyTo(&sent)
	ctx.Init(&sent, &net.TCPAddr{IP: net.IPv6loopback}, nil)
	l.app.Handler()(&ctx)
	response := &http.Response{
		Status: http.StatusText(ctx.Response.StatusCode()), StatusCode: ctx.Response.StatusCode(),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: http.Header{}, Request: request,
		Body: io.NopCloser(bytes.NewReader(bytes.Clone(ctx.Response.Body()))),
	}
	for name, value := range ctx.Response.Header.All() {
		response.Header.Add(string(name), string(value))
	}
	return response, nil
}
