#!/usr/bin/env bash
# The readers of docs/export.md, as they stand there, on real exports: every cell must come out with the type that the
# page promises and the value that the JSON lines have.
#
#   scripts/readers.sh      builds the program, exports the examples and hostile texts, runs the pandas reader (installed
#                           into target/tools when missing) and the R reader (where there is R)
#
# CONTINGENT_PROGRAM names a program that is built already.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
target=${CARGO_TARGET_DIR:-target}
tools=$PWD/target/tools/pandas
if [ ! -x "$tools/bin/python" ] || ! "$tools/bin/python" -c 'import pandas' 2>/dev/null; then
  echo "installing pandas into $tools" >&2
  python3 -m venv "$tools" && "$tools/bin/pip" install --quiet 'pandas>=2' >&2
fi
program=${CONTINGENT_PROGRAM:-$target/release/contingent}
[ -n "${CONTINGENT_PROGRAM:-}" ] || cargo build --locked --quiet --package contingent --release
program=$(realpath "$program")
desk=$(mktemp -d)
trap 'rm -rf "$desk"' EXIT
cd "$desk"
# Texts that could be taken for formulas, for other cells and lines, for nothing, for a number.
cat > hostile.jsonl <<'NEWS'
{"id": "1", "title": "=1+1, \"two\"\r\n+three", "publisher": "@Le Journal d'Été; 中文 😀", "published": "2024-07-01", "url": "https://example.org/?a=1&b=\"2\"", "text": "Kenya has deployed 400 police officers to Haiti under the Multinational Security Support mission.\n\nHaitian gangs control some 85 percent of Port-au-Prince, the capital of Haiti."}
{"id": "2", "title": "NA", "publisher": "null", "published": "2024-07-02", "text": "Jamaica has pledged \"170\" soldiers,\nsays a 'minister', for the Multinational Security Support mission in Haiti."}
{"id": "3", "title": "007", "publisher": "1e5", "published": "1987-07-02", "text": "Kenya has deployed 410 police officers to Haiti under the Multinational Security Support mission."}
{"id": "4", "title": "\t-2", "publisher": "TRUE", "published": "2024-07-04", "text": "Canada has pledged $100 million for the Multinational Security Support mission in Haiti."}
NEWS
"$program" add --quiet --record record.sqlite hostile.jsonl "$root"/examples/*
for format in csv jsonl; do
  "$program" export --record record.sqlite --what claims --format "$format" -o "claims.$format"
  "$program" export mss-haiti --record record.sqlite --what series --format "$format" -o "series.$format"
done
# The code of docs/export.md in this language.
code() { sed -n "/^\`\`\`$1\$/,/^\`\`\`\$/p" "$root/docs/export.md" | sed '1d;$d'; }
code python > reader.py
cat >> reader.py <<'CHECK'

import json
whole, number, day, truth = "Int64", "Float64", "datetime64[s]", "boolean"
types = {
    "value": number, "value_max": number, "latitude": number, "longitude": number, "document": whole, "voice": whole,
    "sources": whole, "date_first": day, "date_last": day, "published": day, "known": day, "at": day, "dated": truth, "disputed": truth,
}
for name, table in [("claims", claims), ("series", series)]:
    rows = [json.loads(line) for line in open(name + ".jsonl", encoding="utf-8")]
    assert len(rows) == len(table) > 5, (len(rows), len(table))
    cells = 0
    for column in table.columns:
        assert str(table[column].dtype) == types.get(column, "string"), (column, table[column].dtype)
        for row, cell in zip(rows, table[column]):
            told = row[column]
            if pd.isna(cell):
                # An empty text and an unknown one are both an empty cell.
                assert told is None or told == "", (column, told)
                continue
            if types.get(column) == day:
                cell = cell.date().isoformat()
            elif isinstance(told, str):
                # The sign before what a spreadsheet would take for a formula, and line ends.
                cell = cell[1:] if cell.startswith("'") and not told.startswith("'") else cell
            assert cell == told or json.loads(cell) == told, (column, cell, told)
            cells += 1
    print(f"pandas {pd.__version__}: {name}, {len(table)} rows, {cells} cells as in the JSON lines")
CHECK
"$tools/bin/python" reader.py | tail -n 2
if ! command -v Rscript >/dev/null; then
  echo "not checked: there is no R here"
  exit 0
fi
code r > reader.R
cat >> reader.R <<'CHECK'

kinds <- c(value = "numeric", value_max = "numeric", latitude = "numeric", longitude = "numeric", document = "numeric",
  voice = "numeric", sources = "numeric", date_first = "Date", date_last = "Date", published = "Date", known = "Date",
  at = "Date", dated = "logical", disputed = "logical")
for (name in c("claims", "series")) {
  table <- get(name)
  lines <- readLines(paste0(name, ".jsonl"), encoding = "UTF-8")
  stopifnot(nrow(table) == length(lines), nrow(table) > 5)
  for (column in names(table)) {
    kind <- if (column %in% names(kinds)) kinds[[column]] else "character"
    if (class(table[[column]]) != kind) stop(column, " is ", class(table[[column]]), ", not ", kind)
    # What is told in a line of JSON is told in the cell, and the other way round.
    empty <- grepl(paste0('"', column, '":(null|"")'), lines)
    if (any(is.na(table[[column]]) != empty)) stop(column, ": an empty cell where something is told, or the reverse")
  }
  cat("R ", as.character(getRversion()), ": ", name, ", ", nrow(table), " rows, types as promised\n", sep = "")
}
# A headline of two letters is a headline.
stopifnot(any(claims$document_title == "NA", na.rm = TRUE))
CHECK
Rscript reader.R | tail -n 2
