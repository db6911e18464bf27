# Writes everything into one file that pg_restore reads. Runs in the PostgreSQL image; settings come as PG… variables.
set -eu
pg_dump --format=custom --compress=zstd:3 --no-owner --lock-wait-timeout=60s --file=/work/rupaya.dump
pg_restore --list /work/rupaya.dump >/work/rupaya.list
grep -q 'TABLE DATA' /work/rupaya.list
