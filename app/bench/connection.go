package main

import (
	"fmt"
	"net/url"
	"time"

	"github.com/valyala/fasthttp"
)

// connection is one keep-alive connection, with a request and a response that
// are used again and again so that the generator costs little.
type connection struct {
	client *fasthttp.HostClient
	req    fasthttp.Request
	resp   fasthttp.Response
}

// connect makes one connection for each worker to the host of a URL.
func connect(base string) ([]*connection, error) {
	u, err := url.Parse(base)
	if err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	all := make([]*connection, connections)
	for i := range all {
		all[i] = &connection{client: &fasthttp.HostClient{
			Addr: u.Host, MaxConns: 1, ReadTimeout: 30 * time.Second, WriteTimeout: 30 * time.Second,
		}}
	}
	return all, nil
}

// do sends c.req and fails unless the response has the expected status.
func (c *connection) do(status int) error {
	if err := c.client.Do(&c.req, &c.resp); err != nil {
		return fmt.Errorf("%s: %w", c.req.URI().Path(), err)
	}
	if got := c.resp.StatusCode(); got != status {
		return fmt.Errorf("%s: status %d, not %d: %s", c.req.URI().Path(), got, status, lastLines(string(c.resp.Body())))
	}
	return nil
}

// get makes c.req a GET.
func (c *connection) get(target string) {
	c.req.Reset()
	c.req.SetRequestURI(target)
}

// post makes c.req a form POST.
func (c *connection) post(target string, form url.Values) {
	c.req.Reset()
	c.req.Header.SetMethod(fasthttp.MethodPost)
	c.req.Header.SetContentType("application/x-www-form-urlencoded")
	c.req.SetRequestURI(target)
	c.req.SetBodyString(form.Encode())
}
