package client

import "github.com/go-jose/go-jose/v4"

// ParseKeySet lets tests read a key set without a client.
func ParseKeySet(text []byte) ([]jose.JSONWebKey, error) { return parseKeySet(text) }
