package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/gofiber/fiber/v2"
)

// ceilingCommand is the hidden subcommand under which bench serves its ceilings.
const ceilingCommand = "serve-ceilings"

// Routes of the ceilings.
const (
	barePath = "/bare" // responds immediately
	signPath = "/sign" // signs a token for each response
)

// startCeilings runs this program again as the ceiling server, so that ceilings
// are measured in a separate process as well.
func startCeilings(ctx context.Context) (*process, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find bench: %w", err)
	}
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	return startProcess(ctx, exec.Command(self, ceilingCommand, address), address, barePath, http.StatusOK)
}

// serveCeilings serves until the process is stopped.
func serveCeilings(address string) error {
	signer, err := newSigner()
	if err != nil {
		return err
	}
	app := fiber.New(fiber.Config{DisableStartupMessage: true})
	app.All(barePath, func(c *fiber.Ctx) error { return c.SendString("ok") })
	app.All(signPath, func(c *fiber.Ctx) error {
		token, err := sign(signer)
		if err != nil {
			return err
		}
		return c.JSON(tokenAnswer{AccessToken: token, ExpiresIn: 3600, TokenType: "Bearer", Scope: "all"})
	})
	return app.Listen(address)
}

// tokenAnswer is a token endpoint response (RFC 6749, section 5.1).
type tokenAnswer struct {
	AccessToken  string `json:"access_token"`
	ExpiresIn    int    `json:"expires_in"`
	TokenType    string `json:"token_type"`
	Scope        string `json:"scope"`
	RefreshToken string `json:"refresh_token,omitempty"`
}

func newSigner() (jose.Signer, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make key: %w", err)
	}
	options := (&jose.SignerOptions{}).WithType("at+jwt").WithHeader("kid", "ceiling")
	return jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: key}, options)
}

// sign makes a JWT access token like that of client_credentials (RFC 9068).
func sign(signer jose.Signer) (string, error) {
	var id [16]byte
	_, _ = rand.Read(id[:])
	now := time.Now().Unix()
	payload, err := json.Marshal(map[string]any{
		"iss": "http://127.0.0.1/oidc", "sub": "machine", "client_id": "machine",
		"aud": "https://default.logto.app/api", "scope": "all",
		"iat": now, "exp": now + 3600, "jti": hex.EncodeToString(id[:]),
	})
	if err != nil {
		return "", fmt.Errorf("write claims: %w", err)
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		return "", fmt.Errorf("sign token: %w", err)
	}
	return signed.CompactSerialize()
}
