package request

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"portico/app/oidc/protocol"
)

func prompt(_ context.Context, r *Request) error {
	r.Prompts = strings.Fields(r.Values.Get("prompt"))
	for _, asked := range r.Prompts {
		if !slices.Contains(protocol.Prompts(), asked) {
			return protocol.NewError(protocol.InvalidRequest, "prompt has an unknown value")
		}
	}
	if r.Has(protocol.PromptNone) && len(r.Prompts) > 1 {
		return protocol.NewError(protocol.InvalidRequest, "prompt=none cannot be combined with other values")
	}
	return nil
}

// maxAge reads max_age; like prompt=login, 0 requires a fresh sign-in.
func maxAge(_ context.Context, r *Request) error {
	text := r.Values.Get("max_age")
	if text == "" {
		return nil
	}
	asked, err := strconv.ParseUint(text, 10, 63)
	if err != nil {
		return protocol.NewError(protocol.InvalidRequest, "max_age must be a number of seconds, 0 or more")
	}
	seconds := int64(asked)
	r.MaxAge = &seconds
	return nil
}
