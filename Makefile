export CGO_ENABLED = 0

# Packages tested in parallel: more than there are cores, since tests wait for databases.
PARALLEL = -p 4

# Test programs are short-lived: collecting garbage less often saves a tenth of their time.
test-unit test-postgres race: export GOGC = 400

# Packages that start goroutines, or whose tests do; RACE=./... runs all.
RACE = ./app/edge/web ./app/ground/... ./app/noun/audit ./app/oidc/... ./app/page/experience ./app/server/... ./app/command ./connectors/...

TOOL = go tool -modfile=.tools/go.mod

.DEFAULT_GOAL = help
.PHONY: help run dev generate codemirror build test test-unit test-postgres test-clients race e2e bench lint format verify vuln seed

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "%-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## build and start the program
	./portico serve

dev: ## run the program and restart it whenever a template or the code changes
	go tool templ generate --watch --cmd "go run ./app serve"

generate: ## generate code from the templates
	go tool templ generate

codemirror: ## bundle the editor of scripts into static/vendor; needs npm
	go run ./static/codemirror

build: ## build ./portico
	go build -o portico ./app

test: test-unit test-postgres e2e ## run all tests

# This skips tests that need Postgres; test-postgres runs them.
test-unit: ## vet, then run the tests that only need Go
	go vet -tags e2e ./...
	CI_NO_SKIP= go test $(PARALLEL) ./...

# Tests that do not look for a database are cached if they have just run.
test-postgres: ## run the tests on a temporary Postgres server
	.ci/postgres.sh go test $(PARALLEL) ./...

# The client in Rust takes minutes to build; test-clients runs it.
e2e: ## run the browser scenarios and the third-party clients
	.ci/e2e.sh -skip '^TestClientRust$$'

test-clients: export CLIENTS = all-clients
test-clients: export SKIP_FORBIDDEN = 1
test-clients: export CI_NO_SKIP = 1
test-clients: ## run all third-party clients, without the browser scenarios
	.ci/e2e.sh -run '^TestClient'

# Of the store's suite, only the concurrent tests.
race: ## run concurrent code under the race detector; RACE=./... for all
	.ci/race.sh $(PARALLEL) $(RACE)
	.ci/race.sh -run '//at_once' ./models/store

bench: ## measure throughput and latency
	go run ./app/bench

lint: ## run static checks, including formatting
	$(TOOL) golangci-lint run

format: ## format the code
	$(TOOL) golangci-lint fmt

verify: ## check generated files, go.mod and builds for other platforms
	.ci/verify.sh

vuln: ## look for known vulnerabilities in a public database
	$(TOOL) govulncheck ./...

seed: build ## load the sample data for development
	./portico seed --people
