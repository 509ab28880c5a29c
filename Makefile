export CGO_ENABLED = 0

# Packages tested at a time: more than there are cores, for tests wait for databases.
BESIDE = -p 4

# The tests' programs are short: collecting rarely saves a tenth of their time.
test-unit test-postgres race: export GOGC = 400

# Packages that start goroutines, or whose tests do; RACE=./... takes all.
RACE = ./app/edge/web ./app/ground/... ./app/noun/audit ./app/oidc/... ./app/page/experience ./app/server/... ./app/command ./connectors/...

TOOL = go tool -modfile=.tools/go.mod

.DEFAULT_GOAL = help
.PHONY: help run dev generate build test test-unit test-postgres test-clients race e2e bench lint format verify vuln seed

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "%-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## build and start the program
	./portico serve

dev: ## start the program again at every change of a template or of the code
	go tool templ generate --watch --cmd "go run ./app serve"

generate: ## generate code from the templates
	go tool templ generate

build: ## build ./portico
	go build -o portico ./app

test: test-unit test-postgres e2e ## run all tests

# Tests that need Postgres are skipped here; test-postgres runs them.
test-unit: ## vet, then run the tests that need nothing but Go
	go vet -tags e2e ./...
	CI_NO_SKIP= go test $(BESIDE) ./...

# Tests that look for no database come from the cache when they have just run.
test-postgres: ## run the tests on a Postgres server of their own
	.ci/postgres.sh go test $(BESIDE) ./...

# The client in Rust takes minutes to build; test-clients runs it.
e2e: ## run the browser scenarios and the clients that others wrote
	.ci/e2e.sh -skip '^TestClientRust$$'

test-clients: export CLIENTS = all-clients
test-clients: export SKIP_FORBIDDEN = 1
test-clients: export CI_NO_SKIP = 1
test-clients: ## run all clients that others wrote, without the browser scenarios
	.ci/e2e.sh -run '^TestClient'

# Of the store's suite, what its tests do from several goroutines.
race: ## run what works side by side under the race detector; RACE=./... for all
	.ci/race.sh $(BESIDE) $(RACE)
	.ci/race.sh -run '//at_once' ./models/store

bench: ## measure throughput and latency
	go run ./app/bench

lint: ## look for mistakes and for code that is not formatted
	$(TOOL) golangci-lint run

format: ## format the code
	$(TOOL) golangci-lint fmt

verify: ## check generated files, go.mod and the builds for other platforms
	.ci/verify.sh

vuln: ## look for known vulnerabilities; asks a public database
	$(TOOL) govulncheck ./...

seed: build ## fill the database with the development data
	./portico seed --people
