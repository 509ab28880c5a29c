package outbound

import (
	"io"
	"net/http"
)

// guarded is the transport of one client; every redirect goes through it.
type guarded struct {
	guard    *Guard
	maxBytes int64
}

// RoundTrip checks the target's URL, picks the transport that checks its address,
// and bounds the body.
func (t guarded) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := t.guard.policy.checkURL(req.URL); err != nil {
		if req.Body != nil {
			_ = req.Body.Close()
		}
		return nil, err
	}
	transport := t.guard.secure
	if req.URL.Scheme == "http" {
		transport = t.guard.plain
	}
	resp, err := transport.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	resp.Body = &boundedBody{ReadCloser: resp.Body, left: t.maxBytes}
	return resp, nil
}

// boundedBody fails beyond the limit; plain EOF would make a truncated document look
// complete.
type boundedBody struct {
	io.ReadCloser
	left int64
}

// Read reads up to one byte past the limit, to tell a body at the limit from a longer one.
func (b *boundedBody) Read(p []byte) (int, error) {
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.ReadCloser.Read(p)
	if int64(n) > b.left {
		n = int(b.left)
		b.left = 0
		return n, ErrTooLarge
	}
	b.left -= int64(n)
	return n, err
}
