package keys

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/go-jose/go-jose/v4"

	"portico/app/ground/tenant"
	"portico/app/oidc/protocol"
	"portico/models"
)

// The token types, values of the typ header (RFC 7519, section 5.1).
const (
	TypeJWT         = "JWT"
	TypeAccessToken = "at+jwt" // RFC 9068, section 2.1
)

// Set is a tenant's keys at one revision, ready to sign and to verify. It is
// immutable and safe for concurrent use.
type Set struct {
	createdAt        int64 // of the tenant: its id may be reused later
	revision         int64
	defaultAlgorithm string
	algorithms       []string
	signers          map[purpose]jose.Signer
	verifiers        map[string]verifier // by kid
	retired          map[string]retired  // by kid
	jwks             []byte
}

// purpose selects a signer.
type purpose struct{ algorithm, typ string }

// verifier is a public key with the one algorithm it may be used with.
type verifier struct {
	algorithm string
	public    any
}

// retired is a verifier for hints only.
type retired struct {
	verifier
	expiresAt int64 // epoch ms
}

func (s *Service) newSet(t *tenant.Tenant, records []models.SigningKey, old []models.RetiredKey) (*Set, error) {
	set := &Set{
		createdAt: t.CreatedAt, revision: t.Revision, defaultAlgorithm: t.DefaultAlgorithm,
		signers: map[purpose]jose.Signer{}, verifiers: map[string]verifier{}, retired: map[string]retired{},
	}
	for _, record := range old {
		public, err := readPublic(record.ID, record.Algorithm, record.Public)
		if err != nil {
			return nil, err
		}
		set.retired[record.ID] = retired{verifier{public.Algorithm, public.Key}, record.ExpiresAt}
	}
	slices.SortStableFunc(records, set.order)
	published := jose.JSONWebKeySet{Keys: []jose.JSONWebKey{}}
	for i := range records {
		public, err := readPublic(records[i].ID, records[i].Algorithm, records[i].Public)
		if err != nil {
			return nil, err
		}
		set.verifiers[public.KeyID] = verifier{public.Algorithm, public.Key}
		published.Keys = append(published.Keys, *public)
		if records[i].Status != models.KeyCurrent {
			continue
		}
		private, err := s.openPrivate(&records[i])
		if err != nil {
			return nil, err
		}
		if err := set.addSigners(private); err != nil {
			return nil, err
		}
	}
	var err error
	if set.jwks, err = json.Marshal(published); err != nil {
		return nil, fmt.Errorf("encode key set: %w", err)
	}
	return set, nil
}

// addSigners prepares a signer for each token type from a current key.
func (s *Set) addSigners(private *jose.JSONWebKey) error {
	key := jose.SigningKey{Algorithm: jose.SignatureAlgorithm(private.Algorithm), Key: private}
	for _, typ := range []string{TypeJWT, TypeAccessToken} {
		signer, err := jose.NewSigner(key, new(jose.SignerOptions).WithType(jose.ContentType(typ)))
		if err != nil {
			return fmt.Errorf("prepare signing key %s: %w", private.KeyID, err)
		}
		s.signers[purpose{private.Algorithm, typ}] = signer
	}
	s.algorithms = append(s.algorithms, private.Algorithm)
	return nil
}

// order puts the default algorithm first and, within each algorithm, the current
// key: some clients only look at the first key.
func (s *Set) order(a, b models.SigningKey) int {
	return cmp.Or(
		cmp.Compare(s.algorithmRank(a.Algorithm), s.algorithmRank(b.Algorithm)),
		cmp.Compare(a.Algorithm, b.Algorithm),
		cmp.Compare(statusRank(a.Status), statusRank(b.Status)),
	)
}

func (s *Set) algorithmRank(algorithm string) int {
	if algorithm == s.defaultAlgorithm {
		return 0
	}
	return 1
}

func statusRank(status models.KeyStatus) int {
	return slices.Index([]models.KeyStatus{models.KeyCurrent, models.KeyNext, models.KeyPrevious}, status)
}

// signs reports whether an algorithm, "" for the default, has a current key.
func (s *Set) signs(algorithm string) bool {
	return slices.Contains(s.algorithms, cmp.Or(algorithm, s.defaultAlgorithm))
}

// Sign makes a compact JWS of claims as JSON with the current key of an
// algorithm, "" for the tenant's default. The typ is TypeJWT or TypeAccessToken.
func (s *Set) Sign(algorithm, typ string, claims any) (string, error) {
	if algorithm == "" {
		algorithm = s.defaultAlgorithm
	}
	signer, prepared := s.signers[purpose{algorithm, typ}]
	if !prepared {
		return "", fmt.Errorf("sign token: no current %s key for type %s", algorithm, typ)
	}
	payload, err := json.Marshal(claims)
	if err != nil {
		return "", fmt.Errorf("encode claims: %w", err)
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		return "", fmt.Errorf("sign token: %w", err)
	}
	token, err := signed.CompactSerialize()
	if err != nil {
		return "", fmt.Errorf("serialize token: %w", err)
	}
	return token, nil
}

// Verify checks that one of the tenant's keys signed the token with type typ, so
// that no other kind is mistaken for it, and reads its claims (RFC 8725, section
// 3.11). It checks signature and type only: times, issuer and audience are up to
// the caller. Only alg, kid and typ of the header are used; keys and key URLs in
// it are ignored (RFC 8725, section 3.10). A token that fails is a
// *protocol.Error, invalid_token.
func (s *Set) Verify(token, typ string, claims any) error {
	return s.verify(token, s.current, func(header string, _ members) bool { return header == typ }, claims)
}

// VerifyResourceToken is Verify for a signed access token of any resource, with
// whichever typ the resource is configured for. A plain JWT must have the claims
// that ID tokens lack.
func (s *Set) VerifyResourceToken(token string, claims any) error {
	isAccessToken := func(typ string, has members) bool {
		return typ == TypeAccessToken || typ == TypeJWT && has.ClientID != nil && has.Scope != nil
	}
	return s.verify(token, s.current, isAccessToken, claims)
}

// VerifyHint is Verify for an ID token used as id_token_hint. Such a token may be
// older than the published keys, so keys that are retired but not expired at now
// (epoch ms) are accepted too.
func (s *Set) VerifyHint(token string, now int64, claims any) error {
	ever := func(kid string) (verifier, bool) {
		if key, known := s.verifiers[kid]; known {
			return key, true
		}
		old := s.retired[kid]
		return old.verifier, old.expiresAt > now
	}
	isIDToken := func(typ string, has members) bool {
		return typ == TypeJWT && has.ClientID == nil && has.Scope == nil
	}
	return s.verify(token, ever, isIDToken, claims)
}

// current finds the key that verifies current tokens.
func (s *Set) current(kid string) (verifier, bool) {
	key, known := s.verifiers[kid]
	return key, known
}

// members are the claims that distinguish kinds of tokens, nil where missing.
type members struct {
	ClientID json.RawMessage `json:"client_id"`
	Scope    json.RawMessage `json:"scope"`
}

// verify reads the claims of a signed token of one kind.
func (s *Set) verify(token string, find func(kid string) (verifier, bool), isKind func(typ string, has members) bool, claims any) error {
	payload, typ, err := opened(token, find)
	var has members
	if err == nil {
		err = json.Unmarshal(payload, &has)
	}
	if err == nil && !isKind(typ, has) {
		err = fmt.Errorf("its type is %q", typ)
	}
	if err == nil {
		err = json.Unmarshal(payload, claims)
	}
	if err != nil {
		return protocol.NewError(protocol.InvalidToken, "the token was not signed here as one of this kind").
			Because(fmt.Errorf("verify token: %w", err))
	}
	return nil
}

// opened returns the payload and type of a token with a valid signature.
func opened(token string, find func(kid string) (verifier, bool)) (payload []byte, typ string, err error) {
	signed, err := jose.ParseSignedCompact(token, supported())
	if err != nil {
		return nil, "", err
	}
	header := signed.Signatures[0].Protected
	key, known := find(header.KeyID)
	if !known {
		return nil, "", errors.New("unknown key")
	}
	if header.Algorithm != key.algorithm {
		return nil, "", errors.New("the algorithm is not the one of its key")
	}
	typ, _ = header.ExtraHeaders[jose.HeaderType].(string)
	payload, err = signed.Verify(key.public)
	return payload, typ, err
}

// JWKS is the JSON of the published JWK Set (RFC 7517, section 5): the public
// halves of current, next and previous keys, every member of a key a string.
// The caller must not modify it.
func (s *Set) JWKS() []byte { return s.jwks }

// Algorithms lists the algorithms that can sign: the default first, then by name.
// The caller must not modify it.
func (s *Set) Algorithms() []string { return s.algorithms }
