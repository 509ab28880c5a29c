package script

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// FrameKind is the kind of a frame between the server and a worker.
type FrameKind byte

// The kinds. The worker begins with a FrameReady. The server sends a FrameSource for a
// script that the worker has not seen, and a FrameRun; the worker answers with any number
// of FrameFetch, each of which the server answers with a FrameFetched, and one FrameDone.
const (
	FrameReady   FrameKind = iota + 1 // Ready
	FrameSource                       // the script is the body
	FrameRun                          // Run; the input is the body
	FrameFetch                        // FetchRequest; its body is the body
	FrameFetched                      // FetchResponse; its body is the body
	FrameDone                         // Done; the result is the body
)

// Frame is one message: a head that is JSON, and a body of bytes.
type Frame struct {
	Kind FrameKind
	Head json.RawMessage
	Body []byte
}

// Ready says how the worker is confined.
type Ready struct {
	Measures []Measure `json:"measures"`
}

// Run calls the script with an ID, which is that of its FrameSource.
type Run struct {
	ID string `json:"id"`
	// Limit is for the whole run, in milliseconds.
	Limit int64 `json:"limit"`
}

// FetchRequest is a request of a script.
type FetchRequest struct {
	ID      int         `json:"id"`
	Method  string      `json:"method"`
	URL     string      `json:"url"`
	Headers [][2]string `json:"headers"`
	// IsManual returns redirects to the script.
	IsManual bool `json:"manual,omitempty"`
}

// FetchResponse is the response to a request.
type FetchResponse struct {
	ID           int         `json:"id"`
	Error        string      `json:"error,omitempty"` // why there is no response
	Status       int         `json:"status,omitempty"`
	StatusText   string      `json:"statusText,omitempty"`
	URL          string      `json:"url,omitempty"`
	IsRedirected bool        `json:"redirected,omitempty"`
	Headers      [][2]string `json:"headers,omitempty"`
}

// Done ends a run.
type Done struct {
	Failure   *Failure `json:"failure,omitempty"`
	Console   []string `json:"console,omitempty"`
	Allocated int64    `json:"allocated"`
	// IsSpent: the worker must not be used again.
	IsSpent bool `json:"spent,omitempty"`
}

// Bounds of each part of a frame. To a worker, it has room for a script's argument, which
// may have a user with thousands of roles. From a worker, which may be hostile, it has
// room for a result, a console and a request.
const (
	maxToWorker   = 8 << 20
	maxFromWorker = 1 << 20
)

// errFrame means that the other side does not speak the protocol.
var errFrame = errors.New("not a frame")

// Link is one end of the connection between the server and a worker.
type Link struct {
	in    *bufio.Reader
	out   io.Writer
	limit uint32
}

// NewLink returns a worker's end, which reads from in and writes to out.
func NewLink(in io.Reader, out io.Writer) *Link { return newLink(in, out, maxToWorker) }

func newLink(in io.Reader, out io.Writer, limit uint32) *Link {
	return &Link{in: bufio.NewReaderSize(in, 16<<10), out: out, limit: limit}
}

// headerSize is the size of the kind and of two lengths.
const headerSize = 9

// Send writes a frame with one call of Write.
func (l *Link) Send(kind FrameKind, head any, body []byte) error {
	text, err := json.Marshal(head)
	if err != nil {
		return fmt.Errorf("write frame: %w", err)
	}
	frame := make([]byte, headerSize, headerSize+len(text)+len(body))
	frame[0] = byte(kind)
	binary.BigEndian.PutUint32(frame[1:], uint32(len(text))) //nolint:gosec // both are far below 4 GiB
	binary.BigEndian.PutUint32(frame[5:], uint32(len(body))) //nolint:gosec // as above
	frame = append(append(frame, text...), body...)
	if _, err := l.out.Write(frame); err != nil {
		return fmt.Errorf("write frame: %w", err)
	}
	return nil
}

// Receive reads a frame. io.EOF: the other side has ended.
func (l *Link) Receive() (Frame, error) {
	var header [headerSize]byte
	if _, err := io.ReadFull(l.in, header[:]); err != nil {
		return Frame{}, err
	}
	head, body := binary.BigEndian.Uint32(header[1:]), binary.BigEndian.Uint32(header[5:])
	if head > l.limit || body > l.limit {
		return Frame{}, errFrame
	}
	content := make([]byte, head+body)
	if _, err := io.ReadFull(l.in, content); err != nil {
		return Frame{}, fmt.Errorf("read frame: %w", err)
	}
	return Frame{Kind: FrameKind(header[0]), Head: content[:head], Body: content[head:]}, nil
}

// Read decodes the head of a frame of the expected kind.
func (f Frame) Read(kind FrameKind, into any) error {
	if f.Kind != kind {
		return fmt.Errorf("%w of kind %d", errFrame, kind)
	}
	if err := json.Unmarshal(f.Head, into); err != nil {
		return fmt.Errorf("%w: %w", errFrame, err)
	}
	return nil
}
