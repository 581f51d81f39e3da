# SPDX-License-Identifier: Apache-2.0
# The front door. Each verb does its own set-up; `make help` lists them.

BUILD ?= build
LISTEN ?= 127.0.0.1:8080
MESON = meson setup $(1) $(2) >$(1).log 2>&1 || { cat $(1).log; exit 1; }

.PHONY: all run test check check-solver bench lighthouse fuzz faults deps install words clean help

all: deps ## build build/waymark
	@$(MAKE) --no-print-directory build/waymark

.PHONY: build/waymark
build/waymark:
	@[ -f $(BUILD)/build.ninja ] || { mkdir -p $(BUILD); $(call MESON,$(BUILD),--buildtype=release); }
	@ninja -C $(BUILD) --quiet

run: all ## build and start the demonstration on loopback
	@exec $(BUILD)/waymark demo --listen $(LISTEN)

deps: ## install the packages that building needs
	@tools/deps.sh build

test: ## run every test; ends with "N passed, N failed"
	@tools/deps.sh test
	@tests/run.sh

check: ## floors, format, lint, words, docs
	@tools/deps.sh test
	@tools/check.sh

check-solver: ## the matching engine against other solvers, all rounds and with both compilers
	@tools/deps.sh test
	@tools/deps.sh bench
	@tests/solver/run.sh

bench: all ## measure, as ratios against peers and limits
	@tools/deps.sh bench
	@bench/run.sh
	@bench/matching/run.sh
	@$(MAKE) --no-print-directory lighthouse

lighthouse: all ## the ten main pages, as Lighthouse sees them on a phone
	@tools/deps.sh test
	@[ -d node_modules/lighthouse ] || PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund
	@WAYMARK=$(BUILD)/waymark node bench/lighthouse.mjs

fuzz: ## ten minutes for each parser (SECONDS_EACH=600)
	@tools/deps.sh test
	@tests/fuzz/run.sh

faults: ## kill -9, failing writes, full disks: the long rounds
	@tools/deps.sh test
	@tests/faults/run.sh

words: all ## bring po/*.po up to date with the sources
	@tools/words.sh $(BUILD)

install: all ## install the program, its man page and the systemd unit under DESTDIR and prefix
	@DESTDIR=$(DESTDIR) meson install -C $(BUILD) --quiet

clean: ## remove what was built
	@rm -rf build build-* build.log

help:
	@sed -n 's/^\([a-z-]*\):.* ## /\1\t/p' Makefile
