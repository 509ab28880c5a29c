package client

import (
	"errors"

	"portico/app/oidc/protocol"
)

func invalidRequest(description string) *protocol.Error {
	return protocol.NewError(protocol.InvalidRequest, description)
}

// refused gives the same answer for every failed authentication, so that it does
// not reveal which clients exist; the reason goes to the log.
func refused(reason error) *protocol.Error {
	const description = "the client is unknown, or its credentials are missing, wrong or not of the registered method"
	return protocol.NewError(protocol.InvalidClient, description).Because(reason)
}

// withBasic makes an invalid_client error ask for Basic credentials if the caller
// tried those (RFC 6749, section 5.2).
func withBasic(err error, tried bool) error {
	var failure *protocol.Error
	if !tried || !errors.As(err, &failure) || failure.Code != protocol.InvalidClient {
		return err
	}
	asking := *failure
	asking.TriedBasic = true
	return &asking
}
