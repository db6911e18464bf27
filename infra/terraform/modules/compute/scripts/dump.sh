# Writes everything into one file that pg_restore reads. Runs in the PostgreSQL image; settings come as PG… variables.
set -eu
pg_dump --format=custom --compress=zstd:3 --no-owner --lock-wait-timeout=60s --file=/dump/rupaya.dump
pg_restore --list /dump/rupaya.dump >/dump/rupaya.list
grep -q 'TABLE DATA' /dump/rupaya.list
