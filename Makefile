# The fixed commands; what each does is in the script that it calls.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo test dist conform bench fuzz sanitize peers lint clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.* ## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

demo: ## set-up, then a real guest from Python
	@scripts/demo.sh

test: ## set-up, then every test (STEPS="tidy rust" for some of them)
	@scripts/test.sh $(STEPS)

dist: ## libraries, headers and packages in dist/ (PARTS="lib" for some of them)
	@scripts/dist.sh $(PARTS)

conform: ## CORPUS=DIR [KINDS=a,b] [VERBOSE=1]: a conformance corpus
	@VERBOSE='$(VERBOSE)' scripts/conform.sh '$(CORPUS)' '$(KINDS)'

bench: ## our benchmarks, beside the reference library where it is installed
	@if [ -x scripts/bench.sh ]; then scripts/bench.sh $(STEPS); else $(call not_yet,bench: the benchmarks are not written yet); fi

fuzz: ## each reader for a minute (FUZZ_SECONDS=60, TARGETS="documents agent" for some of them)
	@scripts/fuzz.sh $(TARGETS)

sanitize: ## the thread sanitizer on what threads share
	@scripts/sanitize.sh

peers: ## other projects' test suites and clients against dist/
	@scripts/peers.sh $(PEERS)

lint: ## formatting, clippy, our own rules
	@. scripts/common.sh && scripts/setup.sh rust && cargo fmt --all --check && cargo clippy --workspace --all-targets && cargo xtask tidy

clean: ## remove everything that was built (build/, dist/, target/)
	@rm -rf build dist target

not_yet = { echo '$(1)' >&2; exit 2; }
