package command_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestStatus(t *testing.T) {
	tests := map[string]func(*testing.T, environment){
		"HTTP":  func(*testing.T, environment) {},
		"HTTPS": useCertificate,
	}
	for name, configure := range tests {
		t.Run(name, func(t *testing.T) {
			e := installed(t)
			e["PORT"] = freePort(t)
			configure(t, e)
			e.fails(t, 1, "not ready: ", "", "status")
			stop := e.serve(t, "serve")
			if got := e.run(t, "", "status"); got != (result{0, "ready\n", ""}) {
				t.Errorf("while serving: %+v", got)
			}
			stop()
			e.fails(t, 1, "connection refused", "", "status")
		})
	}
}

// Whatever else listens on the port, only a ready server counts.
func TestStatusOfAnotherAnswer(t *testing.T) {
	for _, code := range []int{http.StatusOK, http.StatusFound, http.StatusNotFound, http.StatusServiceUnavailable} {
		other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "/elsewhere")
			w.WriteHeader(code)
		}))
		defer other.Close()
		_, port, _ := strings.Cut(strings.TrimPrefix(other.URL, "http://"), ":")
		environment{"DATA_DIR": t.TempDir(), "PORT": port}.fails(t, 1, http.StatusText(code), "", "status")
	}
}

// useCertificate configures HTTPS with a certificate that this machine does not
// trust, for a name that is not its own.
func useCertificate(t *testing.T, e environment) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), DNSNames: []string{"id.example.com"}, NotAfter: time.Now().Add(time.Hour),
	}
	certificate, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for variable, block := range map[string]*pem.Block{
		"HTTPS_CERT_PATH": {Type: "CERTIFICATE", Bytes: certificate},
		"HTTPS_KEY_PATH":  {Type: "PRIVATE KEY", Bytes: private},
	} {
		e[variable] = filepath.Join(folder, variable)
		if err := os.WriteFile(e[variable], pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
