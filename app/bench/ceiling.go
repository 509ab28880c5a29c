package main

import (
	"fmt"
	"runtime"
	"time"

	"golang.org/x/crypto/argon2"
)

// ceiling is an upper bound that the program's rate is compared with.
type ceiling struct {
	name string
	// measure measures the rate, alternating with the figure.
	measure func(time.Duration) (tally, error)
}

// ceilings are all ceilings.
type ceilings struct {
	fiber, signingFiber, signing, hashing ceiling
	signedRoute                           operation // measured by signingFiber
}

// newCeilings measures against the ceilings' server at base. The requests are
// those of a token endpoint.
func newCeilings(base string) (ceilings, error) {
	signer, err := newSigner()
	if err != nil {
		return ceilings{}, err
	}
	bare, err := route(base + barePath)
	if err != nil {
		return ceilings{}, err
	}
	signed, err := route(base + signPath)
	if err != nil {
		return ceilings{}, err
	}
	return ceilings{
		fiber:        ceiling{"Fiber route", overConnections(bare)},
		signingFiber: ceiling{"Fiber route that signs", overConnections(signed)},
		signing: ceiling{"ES256 signatures", overCores(func(int) error {
			_, err := sign(signer)
			return err
		})},
		hashing:     ceiling{"argon2id hashes", overCores(hashOnce)},
		signedRoute: signed,
	}, nil
}

// route requests one route with a client_credentials token request.
func route(target string) (operation, error) {
	all, err := connect(target)
	if err != nil {
		return nil, fmt.Errorf("reach ceiling: %w", err)
	}
	for _, c := range all {
		c.post(target, clientCredentialsForm())
		c.req.Header.Set("Authorization", basic("machine", "secret"))
	}
	return func(worker int) error { return all[worker].do(200) }, nil
}

func overConnections(op operation) func(time.Duration) (tally, error) {
	return func(duration time.Duration) (tally, error) { return repeat(connections, duration, op) }
}

func overCores(op operation) func(time.Duration) (tally, error) {
	return func(duration time.Duration) (tally, error) {
		return repeat(runtime.GOMAXPROCS(0), duration, op)
	}
}

// signingRouteFigure compares the second ceiling with the third.
func signingRouteFigure(limits ceilings) figure {
	return figure{name: limits.signingFiber.name, ceiling: limits.signing, operation: limits.signedRoute}
}

// hashOnce hashes a password with the parameters of new hashes: 19 MiB, two
// passes, one lane.
func hashOnce(int) error {
	argon2.IDKey([]byte("correct horse battery staple"), make([]byte, 16), 2, 19*1024, 1, 32)
	return nil
}
