package models_test

import (
	"testing"

	"portico/models"
)

func TestIsManagementAPI(t *testing.T) {
	const ofDefault = "https://id.example/api"
	tests := []struct {
		tenantID, indicator string
		want                bool
	}{
		{"default", ofDefault, true},
		{"default", ofDefault + "/", false},
		{"default", "https://default.logto.app/api", false},
		{"default", "https://shop.logto.app/api", false},
		{"shop", "https://shop.logto.app/api", true},
		{"shop", "https://SHOP.logto.app/api", false},
		{"shop", ofDefault, false},
		{"admin", "https://admin.logto.app/api", true},
		{"admin", "https://shop.logto.app/api", true},
		{"admin", ofDefault, true},
		{"admin", "https://default.logto.app/api", false},
		{"admin", "http://shop.logto.app/api", false},
		{"admin", "shop", false},
		{"admin", "https://shop.logto.app/api/", false},
	}
	for _, test := range tests {
		if got := models.IsManagementAPI(test.tenantID, test.indicator, ofDefault); got != test.want {
			t.Errorf("%s in %s: got %v", test.indicator, test.tenantID, got)
		}
	}
}
