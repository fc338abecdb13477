#!/usr/bin/env bash
# The one test command: everything that must hold before a change lands.
#
#   scripts/test.sh         all of it, on a machine with nothing but Rust and a C compiler
#   scripts/test.sh quick   without the browser, the API, the fuzzers, the licences and the release builds, while working
#
# Tools that are missing are built once into target/tools. Every step runs even when one before it
# failed; the last line counts them.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2
mode=${1:-full}
tools=${CONTINGENT_TOOLS:-$PWD/target/tools}
export PATH="$tools/bin:$PATH"
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-never}
export INSTA_UPDATE=no
# Release builds of these checks are linked without optimising across crates, which takes minutes and changes no answer
# ("false" still optimises within a crate; "off" would leave the network's kernel ten times as slow).
export CARGO_PROFILE_RELEASE_LTO=${CARGO_PROFILE_RELEASE_LTO:-false}
export CARGO_PROFILE_RELEASE_CODEGEN_UNITS=${CARGO_PROFILE_RELEASE_CODEGEN_UNITS:-16}
# Nobody debugs what these checks build, and nobody builds it twice.
export CARGO_PROFILE_RELEASE_DEBUG=0 CARGO_PROFILE_DEV_DEBUG=0 CARGO_PROFILE_TEST_DEBUG=0 CARGO_INCREMENTAL=0
passed=0 failed=()

# step NAME COMMAND...: runs the command, says how long it took, and remembers whether it held.
step() {
  local name=$1 start=$SECONDS
  shift
  echo "--- $name"
  if "$@"; then
    passed=$((passed + 1))
    echo "--- $name: held, $((SECONDS - start)) s"
  else
    failed+=("$name")
    echo "--- $name: FAILED, $((SECONDS - start)) s"
  fi
}

# tool NAME: builds a cargo tool unless it is on the path already.
tool() {
  command -v "$1" >/dev/null && return
  echo "building $1 into $tools"
  # Its build folder is shared with nothing, so that it can be thrown away; a tool that runs for seconds need not be
  # optimised for minutes.
  CARGO_TARGET_DIR="$tools/build" cargo install --quiet --locked --debug --root "$tools" "$1" && rm -rf "$tools/build"
}

tests() {
  if command -v cargo-nextest >/dev/null; then
    cargo nextest run --workspace --locked --no-fail-fast
  else
    cargo test --workspace --locked --no-fail-fast --lib --bins --tests
  fi
}

# All tests, those of PostgreSQL among them, with a server of their own.
all_tests() {
  CONTINGENT_TEST_ALL=1 scripts/postgres.sh bash -c 'tests'
}
export -f tests

docs() { RUSTDOCFLAGS="-D warnings" cargo doc --workspace --locked --no-deps --document-private-items --quiet; }

# The advisory database is a git repository, which cannot be reached from every machine that runs this;
# `cargo deny check advisories` is for where it can.
licences() { tool cargo-deny && cargo deny --locked check licenses bans sources; }

fuzzers() { tool cargo-fuzz && scripts/fuzz.sh 20; }

# The first command of the README, as it stands there, must give what stands there. A test compares
# the words; this runs the command itself.
first_command() {
  local command
  command=$(sed -n 's/^\$ \(cargo run --release .*\)$/\1/p' README.md | head -n 1)
  [ -n "$command" ] || { echo "README.md shows no command"; return 1; }
  echo "$command"
  bash -c "$command" | head -n 12
}

# The pages in Chromium, and the API against its description.
pages() { scripts/browser.sh; }
interface() { scripts/api.sh; }

step "formatting" cargo fmt --all --check
step "clippy" cargo clippy --workspace --all-targets --locked --quiet -- -D warnings
step "documentation" docs
step "examples in the documentation" cargo test --workspace --locked --doc --quiet
step "tests" all_tests
if [ "$mode" = quick ]; then
  echo "left out by 'quick': the first command of the README, pages in Chromium, the API, licences, fuzzers"
else
  step "the first command of the README" first_command
  step "pages in Chromium" pages
  step "the API against its description" interface
  step "licences and sources of dependencies" licences
  step "fuzzers" fuzzers
fi

[ -d ../shared/gold ] || echo "not checked: ../shared is not here, so the tests that read it said so and returned"
[ ${#failed[@]} -eq 0 ] || printf 'failed: %s\n' "${failed[@]}"
echo "steps: $passed passed, ${#failed[@]} failed"
[ ${#failed[@]} -eq 0 ]
