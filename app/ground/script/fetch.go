package script

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"portico/app/ground/outbound"
)

// Limits of the requests of one run. A run's TimeLimit bounds their time.
const (
	MaxFetches = 10
	// MaxRequestHead is the size of a request's address and headers, in bytes of JSON, and
	// MaxRequestBody that of its body.
	MaxRequestHead  = 32 << 10
	MaxRequestBody  = 64 << 10
	maxResponseBody = 256 << 10
)

// fetch makes a script's request through the guard. What went wrong is told in general
// terms: a script must not explore the server's network.
func fetch(ctx context.Context, guard *outbound.Guard, asked FetchRequest, body []byte) (FetchResponse, []byte) {
	response := FetchResponse{ID: asked.ID}
	content, err := exchange(ctx, guard, asked, body, &response)
	if err == nil {
		return response, content
	}
	return FetchResponse{ID: asked.ID, Error: told(err)}, nil
}

func exchange(ctx context.Context, guard *outbound.Guard, asked FetchRequest, body []byte, into *FetchResponse) ([]byte, error) {
	if len(body) > MaxRequestBody {
		return nil, outbound.ErrTooLarge
	}
	if asked.Method == http.MethodConnect || asked.Method == http.MethodTrace {
		return nil, fmt.Errorf("%w: method %s", outbound.ErrRefused, asked.Method)
	}
	request, err := http.NewRequestWithContext(ctx, asked.Method, asked.URL, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", outbound.ErrRefused, err)
	}
	for _, header := range asked.Headers {
		request.Header.Add(header[0], header[1])
	}
	client := guard.Client(outbound.Limits{Timeout: TimeLimit, MaxBytes: maxResponseBody, NoRedirect: asked.IsManual})
	answer, err := client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("request: %w", err)
	}
	defer func() { _ = answer.Body.Close() }()
	content, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, fmt.Errorf("read response: %w", err)
	}
	into.Status, into.StatusText = answer.StatusCode, strings.TrimPrefix(answer.Status, fmt.Sprintf("%d ", answer.StatusCode))
	into.URL, into.IsRedirected = answer.Request.URL.String(), answer.Request != request
	for name, values := range answer.Header {
		for _, value := range values {
			into.Headers = append(into.Headers, [2]string{name, value})
		}
	}
	return content, nil
}

func told(err error) string {
	switch {
	case errors.Is(err, outbound.ErrRefused):
		return "this address or method is not allowed"
	case errors.Is(err, outbound.ErrTooLarge):
		return "the request or the response is too large"
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return "no response in time"
	}
	return "no response"
}

// fetched answers a request of a script; beyond MaxFetches it is refused.
func (c *child) fetched(ctx context.Context, guard *outbound.Guard, frame Frame, count int) error {
	var asked FetchRequest
	if err := json.Unmarshal(frame.Head, &asked); err != nil {
		return fmt.Errorf("%w: %w", errFrame, err)
	}
	response, content := FetchResponse{ID: asked.ID, Error: fmt.Sprintf("more than %d requests", MaxFetches)}, []byte(nil)
	if count <= MaxFetches {
		response, content = fetch(ctx, guard, asked, frame.Body)
	}
	return c.send(FrameFetched, response, content)
}
