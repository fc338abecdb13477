#!/usr/bin/env bash
# Runs every fuzz target for a number of seconds (60 unless told), or only the named ones.
#
#   scripts/fuzz.sh 60
#   scripts/fuzz.sh 600 html plain
#
# Needs cargo-fuzz (`cargo install cargo-fuzz`) and a C++ compiler; no nightly toolchain. Inputs that
# fail are left in fuzz/artifacts/TARGET.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2
seconds=${1:-60}
shift || true
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
  for source in fuzz/fuzz_targets/*.rs; do
    # Only what is declared as a target; the others are shared modules.
    name=$(basename "$source" .rs)
    grep -q "^name = \"$name\"" fuzz/Cargo.toml && targets+=("$name")
  done
fi

# The fuzzer needs instrumented code, which the compiler gives behind a switch; no sanitizer, since
# our code has no unsafe blocks and the runtime of one is not everywhere.
export RUSTC_BOOTSTRAP=1
unset CARGO_TARGET_DIR

# seeds TARGET: the test pages without head and margin, or the rule files, as a corpus to begin with.
seeds() {
  mkdir -p "fuzz/corpus/$1"
  case $1 in
    html | plain)
      for page in crates/page/tests/pages/*/*.{txt,html}; do
        sed '1,/^---$/d; s/^..//' "$page" >"fuzz/corpus/$1/seed-$(basename "$page")"
      done ;;
    rules)
      find rules -name '*.rules' -exec cp {} fuzz/corpus/rules/ \; 2>/dev/null ;;
  esac
}

failed=()
for target in "${targets[@]}"; do
  echo "--- fuzz $target, $seconds s"
  seeds "$target"
  cargo fuzz run --sanitizer none "$target" -- \
    -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=16384 -verbosity=0 -print_final_stats=1 ||
    failed+=("$target")
done
[ ${#failed[@]} -eq 0 ] || printf 'fuzz target failed: %s\n' "${failed[@]}"
[ ${#failed[@]} -eq 0 ]
