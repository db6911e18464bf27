#!/bin/bash
# What the public image's entry does as far as compose.yaml needs it: a new cluster with the superuser's password, and scripts run once.
set -euo pipefail
if (($(id -u) == 0)); then
  mkdir -p "$PGDATA" && chown postgres "$PGDATA" && chmod 700 "$PGDATA"
  install -d -o postgres -m 2775 /var/run/postgresql
  exec setpriv --reuid=postgres --regid=postgres --init-groups -- "$0" "$@"
fi
if [[ ! -s "$PGDATA/PG_VERSION" ]]; then
  : "${POSTGRES_PASSWORD:?is empty}"
  # shellcheck disable=SC2086
  initdb -D "$PGDATA" -U postgres --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") ${POSTGRES_INITDB_ARGS:-}
  printf '\nhost all all all scram-sha-256\n' >>"$PGDATA/pg_hba.conf"
  echo "listen_addresses = '*'" >>"$PGDATA/postgresql.conf"
  if compgen -G '/docker-entrypoint-initdb.d/*.sh' >/dev/null; then
    pg_ctl -D "$PGDATA" -o "-c listen_addresses=''" -w start
    for script in /docker-entrypoint-initdb.d/*.sh; do sh "$script"; done
    pg_ctl -D "$PGDATA" -m fast -w stop
  fi
fi
exec "$@"
