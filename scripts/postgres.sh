#!/usr/bin/env bash
# A PostgreSQL server for the tests: private, in a folder of its own, gone when the command ends.
#
#   scripts/postgres.sh COMMAND...   runs the command with CONTINGENT_TEST_POSTGRES set to the server's address
#
# The server's programs are taken from where Debian puts them, or installed with apt-get when they are missing.
set -euo pipefail

# Prints nothing where there are none, which is no failure.
programs() { { ls -d /usr/lib/postgresql/*/bin 2>/dev/null || true; } | sort -V | tail -n 1; }

bin=$(programs)
if [ -z "$bin" ]; then
  echo "installing PostgreSQL" >&2
  as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
  as_root apt-get update -qq >&2
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends postgresql >&2
  bin=$(programs)
fi
[ -n "$bin" ] || { echo "there are no PostgreSQL programs" >&2; exit 2; }

folder=$(mktemp -d /tmp/contingent-postgres.XXXXXX)
# The server refuses to run as root.
user=$(id -un)
run=()
if [ "$(id -u)" = 0 ]; then
  user=nobody
  chown nobody "$folder"
  run=(setpriv --reuid=nobody --clear-groups --)
fi
stop() {
  "${run[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
cd "$folder"
"${run[@]}" "$bin/initdb" -D "$folder/data" -U contingent --auth=trust --no-sync -E UTF8 --locale=C >/dev/null
# It listens on a socket in the folder and nowhere else. Tests need no safety from a power cut.
"${run[@]}" "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
  -o "-c listen_addresses='' -c unix_socket_directories=$folder -c fsync=${CONTINGENT_POSTGRES_FSYNC:-off} -c max_connections=60" start >/dev/null \
  || { cat "$folder/log" >&2; exit 2; }
cd "$OLDPWD"
export CONTINGENT_TEST_POSTGRES="postgres://contingent@${folder//\//%2F}/postgres"
export CONTINGENT_TEST_POSTGRES_FOLDER=$folder
"$@"
