# Two commands do everything: `make run` and `make test`. They and `make build`
# install the system packages that are missing (Debian, Ubuntu) or name them.

SHELL     := /bin/bash
TAGS      := migrated_fynedo,sqlite_fts5
CITAGS    := ci,$(TAGS)
TOOL      := go tool -modfile=.tools/go.mod
FILES      = $(shell git ls-files '*.go')
DOMAIN     = $(shell go list -tags $(TAGS) ./clients/... ./reports/... ./assets/... ./cmd/regiectl/... ./cmd/internal/...)
DEMO      ?= out/demo

# Go does its own work side by side; apt-get must not be started twice.
.NOTPARALLEL:

.PHONY: run test lint bench demo build regiectl screenshots test-packages \
        test-domain test-window test-real test-documents einvoice-check storm fuzz audit clean

## run: install what is missing, build, open the window (or do the month's documents by script)
run:
	@.tools/run

## build: both programs into bin/
build: bin/regie bin/regiectl

bin/regie: FORCE
	@.tools/packages window
	@go build -tags $(TAGS) -trimpath -o $@ ./cmd/regie

bin/regiectl: FORCE
	@.tools/packages script
	@go build -tags $(TAGS) -trimpath -o $@ ./cmd/regiectl

FORCE:

regiectl: bin/regiectl

## demo: the demonstration agency in $(DEMO), made anew
demo: bin/regiectl
	@rm -rf $(DEMO)
	@bin/regiectl --data $(DEMO) demo

test-packages:
	@.tools/packages test

## test: everything that can fail, without a display
test: test-packages
	@.tools/stage "rooms, store, documents, script program (-race)" $(MAKE) -s test-domain
	@.tools/stage "window without a display" $(MAKE) -s test-window
	@.tools/stage "documents read by other programs" $(MAKE) -s test-documents
	@.tools/stage "the real window under Xvfb" $(MAKE) -s test-real

# The script program runs as some eight hundred processes, each one its own
# start: the race detector would treble them and sees no two goroutines there.
test-domain:
	@go test -race -tags $(TAGS) -timeout 15m $(filter-out regie/cmd/regiectl%,$(DOMAIN))
	@go test -tags $(TAGS) -timeout 15m ./cmd/regiectl/...

test-window:
	@go test -tags $(CITAGS) -timeout 10m ./gui/... ./cmd/regie/...
	@go test -race -tags $(CITAGS) -timeout 15m ./gui/work/... ./gui
	@go test -tags ci,sqlite_fts5 -timeout 10m ./gui/...

test-documents:
	@go test -tags $(TAGS),office -timeout 10m -run Office ./reports ./reports/bankstatement ./reports/invoice

test-real:
	@.tools/real

## lint: format, vet, staticcheck, unchecked errors, unclosed rows
lint: test-packages
	@test -z "$$($(TOOL) gofumpt -l $(FILES))" || { echo "gofumpt would change:"; $(TOOL) gofumpt -l $(FILES); exit 1; }
	@go vet -tags $(CITAGS) ./...
	@$(TOOL) staticcheck -tags $(CITAGS) ./...
	@for os in windows darwin freebsd; do GOOS=$$os CGO_ENABLED=0 go vet ./cmd/internal/idle || exit 1; done
	@$(TOOL) errcheck -tags $(CITAGS) -exclude .tools/errcheck ./...
	@go vet -tags $(TAGS) -vettool=$$($(TOOL) -n rowserrcheck) ./clients/store/...
	@go vet -tags $(TAGS) -vettool=$$($(TOOL) -n sqlclosecheck) ./clients/store/...
	@echo "lint: clean"

## bench: the budgets, each beside its yardstick in the same run
bench: test-packages bin/regiectl
	@.tools/bench

## screenshots: every screen of the real window into out/, the README pictures into assets/
screenshots: test-packages build
	@.tools/screenshots

## storm: a thousand issues of documents with a failure or a crash at any step
storm: test-packages
	@REGIE_STORM=1000 go test -tags $(TAGS) -count=1 -timeout 30m -run 'TestIssueSurvivesTheStorm' ./clients/store

## fuzz: the readers and the text cleaner, a minute each
fuzz:
	@.tools/fuzz

## einvoice-check: an official stylesheet over the sample invoices: make einvoice-check XSLT=EN16931-CII-validation.xslt
einvoice-check:
	@.tools/einvoice-check $(XSLT)

## audit: known vulnerabilities, where their database can be reached
audit:
	@.tools/audit

clean:
	@rm -rf bin out dist
