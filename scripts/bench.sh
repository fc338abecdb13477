#!/usr/bin/env bash
# How fast the whole program is: documents, megabytes and words a second, and peak memory,
# from the file on disk to claims as JSON lines, with one thread and with two.
#
#   scripts/bench.sh [FILE.jsonl[.xz] [DOCUMENTS]]
#
# Without a file it reads the first 1,000 State Department releases of ../shared; without those,
# the golden corpus and the examples over and over. Each figure is the best of three runs.
set -euo pipefail
cd "$(dirname "$0")/.."
releases=../shared/data/raw/state-department-releases.jsonl.xz
source=${1:-$releases} count=${2:-1000}
target=${CARGO_TARGET_DIR:-target}
cargo build --release --locked --quiet --package contingent
program=$target/release/contingent
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ "$source" = "$releases" ] && [ ! -e "$source" ]; then
  echo "$releases is not here; the golden corpus is read instead, so the figures are for other texts"
  for _ in $(seq 40); do cat corpus/golden.docs.jsonl; done | head -n "$count" >"$work/documents.jsonl"
elif [ "${source%.xz}" != "$source" ]; then
  (xz --decompress --stdout "$source" || true) 2>/dev/null | head -n "$count" >"$work/documents.jsonl"
else
  head -n "$count" "$source" >"$work/documents.jsonl"
fi
documents=$(wc -l <"$work/documents.jsonl")
bytes=$(wc -c <"$work/documents.jsonl")
words=$("$program" parse --quiet "$work/documents.jsonl" | grep -c '^[0-9]' || true)
echo "$documents documents, $bytes bytes, $words words; $(nproc) processors"
printf '%-28s %8s %10s %8s %10s %10s\n' command seconds documents/s MB/s words/s peak\ MB

# measure NAME ARGUMENTS...: the fastest of three runs.
measure() {
  local name=$1 best="" seconds memory peak=0
  shift
  for _ in 1 2 3; do
    /usr/bin/time -f '%e %M' -o "$work/time" "$program" "$@" --quiet "$work/documents.jsonl" >"$work/out" 2>"$work/err" || {
      echo "$name failed:"; head "$work/err"; return 1
    }
    read -r seconds memory <"$work/time"
    if [ -z "$best" ] || awk "BEGIN { exit !($seconds < $best) }"; then best=$seconds; fi
    if [ "$memory" -gt "$peak" ]; then peak=$memory; fi
  done
  awk -v name="$name" -v s="$best" -v d="$documents" -v b="$bytes" -v w="$words" -v m="$peak" \
    'BEGIN { printf "%-28s %8.2f %10.0f %8.2f %10.0f %10.0f\n", name, s, d / s, b / s / 1e6, w / s, m / 1024 }'
}

measure "parse, one thread" parse --threads 1
measure "read, one thread" read --format jsonl --threads 1
cp "$work/out" "$work/one"
measure "read, two threads" read --format jsonl --threads 2
cmp "$work/one" "$work/out" && echo "the claims of one thread and of two are the same bytes: $(wc -l <"$work/out") claims"
