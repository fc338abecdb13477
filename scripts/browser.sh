#!/usr/bin/env bash
# The pages in a real browser: Debian's Chromium, driven by playwright-core from npm.
#
#   scripts/browser.sh            builds the program and runs crates/web/tests/browser
#
# What is missing is installed (apt-get, npm). Pictures of every page go into target/pages. CONTINGENT_CHROMIUM names
# another browser, CONTINGENT_PROGRAM a program that is built already, CONTINGENT_PATIENCE how many milliseconds from the
# start to the first page are too many (on a machine with nothing else to do 2000).
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
install() {
  echo "installing $*" >&2
  as_root apt-get update -qq >&2
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >&2
}
chromium=${CONTINGENT_CHROMIUM:-$(command -v chromium || command -v chromium-browser || true)}
if [ -z "$chromium" ]; then
  install chromium
  chromium=$(command -v chromium)
fi
command -v node >/dev/null || install nodejs
command -v npm >/dev/null || install npm
tests=crates/web/tests/browser
# The versions are those of package-lock.json.
[ -d "$tests/node_modules/playwright-core" ] || npm ci --prefix "$tests" --no-audit --no-fund >&2
profile=${CONTINGENT_PROFILE:-release}
folder=$profile
[ "$profile" = dev ] && folder=debug
program=${CONTINGENT_PROGRAM:-$target/$folder/contingent}
[ -n "${CONTINGENT_PROGRAM:-}" ] || cargo build --locked --quiet --package contingent --profile "$profile"
node "$tests/run.mjs" "$program" "$chromium" "$target/pages"
