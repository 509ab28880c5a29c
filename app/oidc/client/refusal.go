package client

import (
	"errors"

	"portico/app/oidc/protocol"
)

func invalidRequest(description string) *protocol.Error {
	return protocol.NewError(protocol.InvalidRequest, description)
}

// refused is one answer to whatever is wrong with who is calling, so that it
// does not tell which clients there are; the log tells the reason.
func refused(reason error) *protocol.Error {
	const description = "the client is unknown, or its credentials are missing, wrong or not of the registered method"
	return protocol.NewError(protocol.InvalidClient, description).Because(reason)
}

// withBasic makes an invalid_client error ask for Basic credentials if that is
// what the caller tried (RFC 6749, section 5.2).
func withBasic(err error, tried bool) error {
	var failure *protocol.Error
	if !tried || !errors.As(err, &failure) || failure.Code != protocol.InvalidClient {
		return err
	}
	asking := *failure
	asking.TriedBasic = true
	return &asking
}
