#!/usr/bin/env bash
# The API against its own description: schemathesis sends what fits and what does not, and every answer must be documented.
#
#   scripts/api.sh      builds the program, serves the example and runs schemathesis, installed into target/tools when missing
#                       (and curl and python3-venv from Debian)
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
tools=$PWD/target/tools/schemathesis
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
missing=()
command -v curl >/dev/null || missing+=(curl)
python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
if [ ${#missing[@]} -gt 0 ]; then
  echo "installing ${missing[*]}" >&2
  as_root apt-get update -qq >&2
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" >&2
fi
if [ ! -x "$tools/bin/schemathesis" ]; then
  echo "installing schemathesis into $tools" >&2
  python3 -m venv "$tools" && "$tools/bin/pip" install --quiet 'schemathesis>=4,<5' >&2
fi
profile=${CONTINGENT_PROFILE:-release}
folder=$profile
[ "$profile" = dev ] && folder=debug
program=${CONTINGENT_PROGRAM:-$target/$folder/contingent}
[ -n "${CONTINGENT_PROGRAM:-}" ] || cargo build --locked --quiet --package contingent --profile "$profile"
said=$(mktemp) jar=$(mktemp)
env -u CONTINGENT_RECORD "$program" serve --port 0 >"$said" &
server=$!
trap 'kill $server 2>/dev/null || true; rm -f "$said" "$jar"' EXIT
for _ in $(seq 100); do grep -q http "$said" && break; sleep 0.1; done
address=$(grep -o 'http://[^ /]*' "$said")
# Signed in, so that judging is tried, too.
word() { sed 's/.*"csrf":"\([0-9a-f]*\)".*/\1/'; }
csrf=$(curl -sf -c "$jar" -b "$jar" "$address/api/v1/session" | word)
curl -sf -c "$jar" -b "$jar" -o /dev/null -d "csrf=$csrf" -d name=schema "$address/login"
csrf=$(curl -sf -c "$jar" -b "$jar" "$address/api/v1/session" | word)
cookie=$(awk '$6 == "contingent" { print $7 }' "$jar")
# What fits the schema may still be refused: a claim that is not there, a note without words.
"$tools/bin/schemathesis" run "$address/api/v1/openapi.json" \
  --header "Cookie: contingent=$cookie" --header "X-CSRF-Token: $csrf" \
  --max-examples "${CONTINGENT_EXAMPLES:-25}" --seed 1 --workers 1 --no-color --suppress-health-check all --exclude-checks positive_data_acceptance
