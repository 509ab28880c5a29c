package password

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/crypto/argon2"
)

// Bounds of the parameters of a stored hash. Hashes may be imported, and one with
// unbounded parameters would take the server down at each sign-in.
const (
	maxTextLength   = 512
	maxMemoryKiB    = 64 * 1024
	maxPasses       = 256
	maxWorkKiB      = 1024 * 1024 // memory times passes: about a second
	maxLanes        = 4
	minSaltLength   = 8
	maxSaltLength   = 64
	minDigestLength = 16
	maxDigestLength = 64
)

// ErrHash reports that a stored hash cannot be parsed or is out of bounds.
var ErrHash = errors.New("stored password hash cannot be read, or its parameters are out of bounds")

// The variants of argon2 (RFC 9106).
const (
	variantID = "argon2id"
	variantI  = "argon2i" // imported only
)

// phc is a stored hash in the PHC string format:
// $<variant>$v=19$m=<KiB>,t=<passes>,p=<lanes>$<salt>$<digest>.
type phc struct {
	variant string
	memory  uint32 // KiB
	passes  uint32
	lanes   uint8
	salt    []byte
	digest  []byte
}

// String returns the PHC string.
func (h phc) String() string {
	return fmt.Sprintf("$%s$v=%d$m=%d,t=%d,p=%d$%s$%s", h.variant, argon2.Version, h.memory, h.passes, h.lanes,
		base64.RawStdEncoding.EncodeToString(h.salt), base64.RawStdEncoding.EncodeToString(h.digest))
}

// parsePHC parses the PHC string of a variant; the error is ErrHash.
func parsePHC(text, variant string) (phc, error) {
	if len(text) > maxTextLength {
		return phc{}, ErrHash
	}
	parts := strings.Split(text, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != variant || parts[2] != "v=19" {
		return phc{}, ErrHash
	}
	h, ok := parseParameters(parts[3])
	if !ok {
		return phc{}, ErrHash
	}
	h.variant = variant
	h.salt, ok = parseBytes(parts[4], minSaltLength, maxSaltLength)
	if !ok {
		return phc{}, ErrHash
	}
	h.digest, ok = parseBytes(parts[5], minDigestLength, maxDigestLength)
	if !ok {
		return phc{}, ErrHash
	}
	return h, nil
}

// parseParameters parses "m=<KiB>,t=<passes>,p=<lanes>".
func parseParameters(text string) (phc, bool) {
	parts := strings.Split(text, ",")
	if len(parts) != 3 {
		return phc{}, false
	}
	lanes, okLanes := parseNumber(parts[2], "p=", 1, maxLanes)
	passes, okPasses := parseNumber(parts[1], "t=", 1, maxPasses)
	// argon2 needs at least 8 KiB per lane (RFC 9106, section 3.1).
	memory, okMemory := parseNumber(parts[0], "m=", 8*lanes, maxMemoryKiB)
	isWithin := okLanes && okPasses && okMemory && uint64(memory)*uint64(passes) <= maxWorkKiB
	return phc{memory: memory, passes: passes, lanes: uint8(lanes)}, isWithin
}

// parseNumber parses a decimal number after a prefix, within bounds.
func parseNumber(text, prefix string, low, high uint32) (uint32, bool) {
	digits, found := strings.CutPrefix(text, prefix)
	if !found || strings.HasPrefix(digits, "0") {
		return 0, false
	}
	n, err := strconv.ParseUint(digits, 10, 32)
	if err != nil || n < uint64(low) || n > uint64(high) {
		return 0, false
	}
	return uint32(n), true
}

// parseBytes decodes unpadded base64 whose decoded length is within bounds.
func parseBytes(text string, low, high int) ([]byte, bool) {
	if strings.ContainsAny(text, "\r\n") { // the decoder would skip them
		return nil, false
	}
	b, err := base64.RawStdEncoding.Strict().DecodeString(text)
	return b, err == nil && len(b) >= low && len(b) <= high
}
