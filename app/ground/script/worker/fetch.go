package worker

import (
	"encoding/json"

	"github.com/dop251/goja"

	"portico/app/ground/script"
)

// fetches are the requests of a run that have no response yet.
type fetches struct {
	send    func(script.FetchRequest, []byte) error
	last    int
	pending map[int]settle
}

// settle resolves or rejects the promise of a request.
type settle struct {
	resolve, reject func(any) error
}

// fetch sends a request to the server; its arguments are the request as JSON and the
// body. Its promise is for the response as JSON and the body.
func (r *runtime) fetch(call goja.FunctionCall) goja.Value {
	var request script.FetchRequest
	if err := json.Unmarshal([]byte(call.Argument(0).String()), &request); err != nil {
		panic(r.vm.NewTypeError("the request is invalid"))
	}
	var body []byte
	if buffer, ok := call.Argument(1).Export().(goja.ArrayBuffer); ok {
		body = buffer.Bytes()
	}
	if len(body) > script.MaxRequestBody || len(call.Argument(0).String()) > script.MaxRequestHead {
		panic(r.vm.NewTypeError("fetch failed: the request or the response is too large"))
	}
	f := &r.fetches
	f.last++
	request.ID = f.last
	promise, resolve, reject := r.vm.NewPromise()
	if f.pending == nil {
		f.pending = map[int]settle{}
	}
	f.pending[request.ID] = settle{resolve, reject}
	if err := f.send(request, body); err != nil {
		panic(r.vm.NewGoError(err))
	}
	return r.vm.ToValue(promise)
}

// fetched settles the promise of a response; the error is not the script's.
func (r *runtime) fetched(frame script.Frame) error {
	var response script.FetchResponse
	if err := frame.Read(script.FrameFetched, &response); err != nil {
		return err
	}
	waiting, ok := r.fetches.pending[response.ID]
	if !ok {
		return nil // of a run before
	}
	delete(r.fetches.pending, response.ID)
	if response.Error != "" {
		return waiting.reject(r.vm.NewTypeError("fetch failed: %s", response.Error))
	}
	return waiting.resolve(r.vm.NewArray(string(frame.Head), r.vm.NewArrayBuffer(frame.Body)))
}
