#!/usr/bin/env bash
# A PostgreSQL server of one's own for the tests, on loopback and in a folder, never on a disk that it waits for.
#
#   tests/postgres.sh start FOLDER   make and start it; prints the address for BIGPICTURE_TEST_POSTGRES
#   tests/postgres.sh stop FOLDER    stop it and remove what it wrote
#
# Needs the programs of PostgreSQL 13 or later (Debian: apt-get install postgresql). Root runs them as user postgres,
# since the server refuses to be run by root.
set -euo pipefail

[ $# -eq 2 ] || { sed -n '4,5s/^# *//p' "$0" >&2; exit 2; }
mkdir -p "$2"
folder=$(cd "$2" && pwd)/postgresql
programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
if [ -n "$programs" ]; then PATH="$programs:$PATH"; fi
command -v initdb >/dev/null || { echo "no initdb: install PostgreSQL" >&2; exit 1; }

as_user() { # a program of PostgreSQL, not as root, in a folder that its user may enter
    if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- env PATH="$PATH" "$@"); else "$@"; fi
}

start() {
    local password port
    password=$(od -An -tx1 -N12 /dev/urandom | tr -d ' \n')
    mkdir -m 700 "$folder"
    printf '%s\n' "$password" >"$folder.password"
    chmod 600 "$folder.password"
    if [ "$(id -u)" = 0 ]; then chmod o+x "$2" && chown postgres "$folder" "$folder.password"; fi
    as_user initdb --pgdata "$folder" --username press --pwfile "$folder.password" --auth scram-sha-256 \
        --encoding UTF8 --locale C.UTF-8 --no-sync >"$folder.log"
    rm "$folder.password"
    for _ in 1 2 3 4 5; do # a port may be taken
        port=$((20000 + RANDOM % 20000))
        if as_user pg_ctl --pgdata "$folder" --log "$folder/log" --wait start >>"$folder.log" --options \
            "-h 127.0.0.1 -p $port -k '' -c fsync=off -c full_page_writes=off -c synchronous_commit=off"; then
            echo "postgresql://press:$password@127.0.0.1:$port/postgres"
            return
        fi
    done
    cat "$folder/log" >&2
    exit 1
}

stop() {
    as_user pg_ctl --pgdata "$folder" --mode immediate --silent stop || true
    rm -rf "$folder" "$folder.log" "$folder.password"
}

case $1 in
start) start "$@" ;;
stop) stop ;;
*) echo "start or stop" >&2; exit 2 ;;
esac
