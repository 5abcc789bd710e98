# What can be done here; “make help” says it in words.

.DEFAULT_GOAL := help
export LANG = en_GB.UTF-8
.PHONY: help run build test check long shots verapdf html word

# Every package but the program itself: no display, no OpenGL, no C compiler.
PACKAGES = $(shell go list ./... | grep -v '^briefdesk$$')

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 16

run: build ## build and open the window; without a display, make the sample briefing in out/
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		./briefdesk; \
	else \
		echo "There is no display here, so this makes the sample briefing instead:"; \
		./briefdesk demo -o out; \
	fi

build: ## build ./briefdesk; installs the system packages it needs, if they are missing
	@case "$$(uname)" in Linux) ./.ci/setup ;; esac
	go build -o briefdesk .

test: ## all tests but those of a real window; needs Go alone
	CGO_ENABLED=0 go test -shuffle=on $(PACKAGES)

shots: build ## pictures of the window in shots/, in both themes and several sizes; needs Xvfb, xdotool, ImageMagick
	@mkdir -p shots
	BRIEFDESK_BINARY=$(CURDIR)/briefdesk BRIEFDESK_SHOTS=$(CURDIR)/shots go test -tags e2e -count=1 -run Shots ./app/e2e

check: ## everything that a change must pass
	./.ci/run

long: ## fuzzing, many more cases of the property tests, benchmarks
	./.ci/long

verapdf: ## hold exported files against PDF/UA-1, PDF/A-2a and 3a by veraPDF; needs a JDK and Maven
	.ci/verapdf/run

html: ## hold exported pages and mails against the Nu Html Checker and axe; needs Java, node and Chromium
	.ci/html/run

word: ## edit exported Word documents in LibreOffice and read them back; needs LibreOffice and python3-uno
	.ci/word/run
