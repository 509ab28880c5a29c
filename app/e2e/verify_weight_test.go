//go:build e2e

package e2e_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"
)

// scriptWeight is the size of our own scripts in bytes, each compressed by gzip.
func scriptWeight(t *testing.T, addresses []string) int {
	t.Helper()
	total := 0
	for _, address := range addresses {
		if !strings.Contains(address, "/static/vendor/") {
			total += compressedSize(t, address)
		}
	}
	return total
}

func compressedSize(t *testing.T, address string) int {
	t.Helper()
	resp, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var compressed bytes.Buffer
	writer := gzip.NewWriter(&compressed)
	if _, err := io.Copy(writer, resp.Body); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return compressed.Len()
}
