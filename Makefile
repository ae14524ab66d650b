# Dropmill's errands: `make` prints them. With SCRATCH=directory they build there and not in .build.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

SCRATCH ?= .build
BUILD := --scratch-path $(SCRATCH) --explicit-target-dependency-import-check error
RELEASE := $(BUILD) -c release --static-swift-stdlib
# The executables that Package.swift ships.
PRODUCTS := $(shell sed -n 's/.*\.executable.name: "\([a-z-]*\)".*/\1/p' Package.swift)
SOURCES := $(wildcard Package.swift Sources Tests Benchmarks)

.PHONY: help run test check bench bench-full bench-build fuzz sanitize format docs crash crash-full faults faults-full probe probe-full deb install clean setup release lint

help:
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

run: release ## builds Dropmill and runs it here; the first time with the files of Examples/first-run
	@exec $(SCRATCH)/release/dropmill run --workspace "$(CURDIR)" --first-run Examples/first-run

test: setup ## builds and runs all tests
	@echo "building with tests"
	@swift build $(BUILD) --build-tests --quiet
	@Scripts/test $(SCRATCH)/tests.log $(BUILD)

check: setup lint test ## what every commit passes: format, warnings, imports, tidiness, tests

bench: bench-build ## measures what must be fast, beside others (bench-full: in full)
	@$(SCRATCH)/release/dropmill-bench --quick

bench-full: bench-build
	@$(SCRATCH)/release/dropmill-bench

bench-build: setup
	@echo "building the benchmarks"
	@swift build $(RELEASE) --quiet --product dropmill
	@swift build $(RELEASE) --quiet --product dropmill-bench

fuzz: setup ## gives the parsers any bytes at all, for SECONDS each (docs/proof.md)
	@Scripts/fuzz $(or $(SECONDS),30) $(SCRATCH)/fuzz

sanitize: setup ## runs all tests under the address and the thread sanitizer (docs/proof.md)
	@Scripts/sanitize address $(SCRATCH)/address
	@Scripts/sanitize thread $(SCRATCH)/thread

format: ## writes the Swift sources as swift-format wants them
	@swift format --in-place --parallel --recursive $(SOURCES)

docs: setup ## writes the reference of all modules to docs/api
	@Scripts/docs docs/api $(BUILD)

crash: release ## kills it at its changes to files and takes its power away: nothing may be lost
	@Scripts/crash quick $(SCRATCH)/release/dropmill
	@echo "the same with planted faults, which must be found:"
	@Scripts/crash planted $(SCRATCH)/release/dropmill before ext4 power 2>/dev/null

crash-full: release ## the same at every point, with hundreds of power cuts: hours
	@Scripts/crash full $(SCRATCH)/release/dropmill
	@Scripts/crash planted $(SCRATCH)/release/dropmill

faults: release ## does to a daemon at work what machines do: full disks, lost events, wrong dates
	@Scripts/faults quick $(SCRATCH)/release/dropmill

faults-full: release ## the same, all of it, with large files, a soak of SOAK_MINUTES, a long history
	@Scripts/faults full $(SCRATCH)/release/dropmill

probe: release ## asks a running daemon what strangers would ask, with schemathesis from PyPI
	@Scripts/probe quick $(SCRATCH)/release/dropmill $(SCRATCH)/probe

probe-full: release ## the same, with 2,000 examples for each operation: an hour
	@Scripts/probe full $(SCRATCH)/release/dropmill $(SCRATCH)/probe

deb: release ## makes the Debian package, and looks at it with lintian
	@Scripts/package $(SCRATCH)

PREFIX ?= /usr/local
install: release ## installs without a package: below PREFIX, or DESTDIR PREFIX
	@Scripts/install "$(DESTDIR)" "$(PREFIX)" $(SCRATCH)/release
	@echo "installed; then: systemd-sysusers; systemd-tmpfiles --create dropmill.conf;" \
	  "systemctl enable --now dropmill"

clean: ## removes what was built
	@rm -rf $(SCRATCH) docs/api

setup:
	@Scripts/setup

release: setup
	@echo "building $(PRODUCTS)"
	@for product in $(PRODUCTS); do swift build $(RELEASE) --quiet --product $$product; done

lint:
	@echo "checking the format"
	@swift format lint --strict --parallel --recursive $(SOURCES)
