package customjwt_test

import (
	"testing"

	"portico/app/server/servertest"
)

func TestMain(m *testing.M) { servertest.Main(m) }
