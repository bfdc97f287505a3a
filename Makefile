# SPDX-License-Identifier: Apache-2.0
# osnova: two commands do all. `make site` builds the site offline; `make test` passes all tests.
SHELL := /bin/bash
.DEFAULT_GOAL := help

VENDOR := reports/assets/vendor
ECHARTS := $(VENDOR)/echarts.min.js
LICENCES := $(VENDOR)/licences.txt
ENGINE := $(VENDOR)/engine.wasm.gz
BIN := bin/osnova
ENGINE_FILES = $(shell find cmd/browser metrics -name '*.go' -not -name '*_test.go' 2>/dev/null)
GO_FILES = $(shell find catalog store ingest transform metrics datasets reports cmd -type f -not -path '*/testdata/*' 2>/dev/null)

.PHONY: help site demo build test quick kills lint deletions lies mutations coverage bench facts docs check serve screenshots clean tools-build tools-test

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

site: tools-build $(BIN) ## the main job: set up, build the database, datasets and site, offline
	@echo "osnova: building the site from the embedded facts (about ten seconds)"
	@$(BIN) build
	@echo
	@echo "The site is in build/site. Open it:"
	@echo "  in a browser  file://$(CURDIR)/build/site/index.html"
	@echo "  or served     $(BIN) serve   and then http://127.0.0.1:8765/"

demo: tools-build $(BIN) ## the site of an invented country, over the network path (loopback), with faults
	@scripts/demo $(BIN) build

build: $(BIN) ## only the program

$(BIN): $(LICENCES) $(ENGINE) go.mod go.sum $(GO_FILES)
	@echo "osnova: compiling (the first time about a minute: DuckDB is linked in; modules are fetched once)"
	@go build -trimpath -o $@ ./cmd/osnova

# The charts are bundled by npm's esbuild. Without npm the program is whole but for them, and says so.
$(ECHARTS): package.json package-lock.json scripts/echarts.mjs
	@mkdir -p $(@D)
	@if scripts/need charts; then \
		echo "osnova: bundling the charts (npm ci, esbuild)" && npm ci --silent && \
		npx --no-install esbuild scripts/echarts.mjs --bundle --minify --format=iife --global-name=echarts \
			--define:process.env.NODE_ENV='"production"' --target=es2017 --legal-comments=none --log-level=warning --outfile=$@ && \
		cp node_modules/echarts/LICENSE node_modules/echarts/NOTICE $(@D)/ && touch $@; \
	else \
		echo "osnova: Node.js 18 or newer with npm is not here, so pages show the tables of their charts and no drawings. Install it (sudo apt-get install nodejs npm) and run make again"; \
	fi

# The arithmetic for pages, with the script of Go that runs it. Where this Go cannot compile it the program is whole but for it, and says so.
# No stamp of the commit and no time: equal sources make equal bytes, so that pages rest.
$(ENGINE): go.mod go.sum $(ENGINE_FILES)
	@mkdir -p $(@D)
	@echo "osnova: compiling the arithmetic for pages (WebAssembly, the first time half a minute)"
	@rm -f $@ $(@D)/engine.wasm && cp "$$(go env GOROOT)/lib/wasm/wasm_exec.js" $(@D)/ && chmod u+w $(@D)/wasm_exec.js && \
		GOOS=js GOARCH=wasm GOFLAGS= go build -trimpath -buildvcs=false -ldflags='-s -w' -o $(@D)/engine.wasm ./cmd/browser && \
		gzip -9 -n $(@D)/engine.wasm || \
		echo "osnova: this Go does not compile to WebAssembly, so pages that measure a visitor's own table name the command instead. Take Go from go.dev/dl and run make again"

$(LICENCES): $(wildcard $(ECHARTS)) scripts/licences/main.go go.mod go.sum package-lock.json | $(ECHARTS)
	@go run ./scripts/licences $@

tools-build:
	@scripts/need build

tools-test: tools-build
	@scripts/need test

test: tools-test $(BIN) ## all tests, the browser ones included
	@echo "osnova: testing (the first time a few minutes: every test program links DuckDB)"
	@go vet ./...
	@go test -p 2 -timeout 60m ./...

quick: tools-build ## vet, formatting, the catalog, the store, the arithmetic and the instruments
	@go vet ./...
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$unformatted" || { echo "gofmt -w $$unformatted" >&2; exit 1; }
	@go test ./catalog/... ./store ./cmd/instrument/... $$(go list ./metrics/... | grep -v 'metrics$$')

lint: tools-build ## vet, staticcheck, unreachable code, formatting, tidy modules (the first time it fetches three tools)
	@scripts/lint

deletions: tools-test $(BIN) ## delete one thing of each kind from a real build, and each thing alone from the plan
	@OSNOVA_DELETIONS=1 go test -tags deletions ./cmd/osnova -run 'TestAnythingCanGo|TestSomeGoInEarnest' -count=1 -timeout 2h

bench: $(BIN) ## whole-process figures
	@go run ./scripts/bench $(BIN)

kills: tools-test $(BIN) ## kill a run at 20 random moments and at every boundary, and let the disk be full there (half an hour)
	@OSNOVA_KILLS=all go test ./cmd/osnova -run TestKilled -count=1 -v -timeout 3h

coverage: ## measure how often intervals hold the truth, and write docs/coverage.md (a quarter of an hour)
	@OSNOVA_COVERAGE=all go test ./metrics/coverage -count=1 -timeout 2h -args -update

lies: tools-test $(BIN) ## plant a hundred lies into a built site and see that our own checks meet them (minutes)
	@OSNOVA_LIES=all go test ./cmd/osnova -run '^(TestHonestSite|TestLies)$$' -count=1 -v

mutations: ## change one thing at a time and see that its test notices (minutes)
	@go run ./scripts/mutate

facts: $(BIN) ## compile the embedded facts from the real files
	@$(BIN) ingest --compile-facts --mirror ../shared/data

docs: $(BIN) ## write the dictionary as Markdown, build/dictionary.md
	@$(BIN) docs --to build/dictionary.md

check: $(BIN) ## check all declarations
	@$(BIN) check

serve: $(BIN) ## serve the site on loopback
	@$(BIN) serve

screenshots: $(BIN) ## make the pictures of the README from the built site
	@OSNOVA_SCREENSHOTS=$(CURDIR)/docs/pictures go test ./cmd/osnova -run TestScreenshots -count=1

clean: ## remove what was built
	@rm -rf build bin node_modules reports/assets/vendor
