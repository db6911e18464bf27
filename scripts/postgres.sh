# A private PostgreSQL: own data directory, own port, loopback only, checksums and fsync on.

as_postgres() { # PostgreSQL refuses to run as root; the capability lets it reach a state directory below a closed one
  if ((EUID == 0)); then
    local caps=(--inh-caps=+dac_read_search --ambient-caps=+dac_read_search)
    setpriv "${caps[@]}" true 2>/dev/null || caps=()
    (cd / && exec setpriv --reuid=postgres --regid=postgres --init-groups "${caps[@]}" -- "$@")
  else
    "$@"
  fi
}

postgres_start() {
  if alive postgres; then receiver_start; return; fi
  local data="$STATE/postgres"
  [[ -f "$data/PG_VERSION" ]] || postgres_init "$data"
  [[ ! -f "$data/rupaya-backup.conf" ]] || postgres_socket_make
  # After a SIGKILL the old children may hold on for a moment.
  wait_for 60 PostgreSQL postgres_launch "$data" || fail "PostgreSQL did not start; see $STATE/log/postgres.log"
  record postgres "$(head -1 "$data/postmaster.pid")"
  receiver_start
  postgres_roles
}

postgres_init() {
  local data="$1" pwfile="$STATE/postgres.pw"
  rm -rf "$data" && mkdir -p "$data"
  (umask 077 && printf '%s\n' "$POSTGRES_PASSWORD" >"$pwfile")
  if ((EUID == 0)); then chown postgres "$data" "$pwfile"; fi
  as_postgres "$PG_BIN/initdb" -D "$data" -U postgres --pwfile="$pwfile" --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 \
    --data-checksums >>"$STATE/log/postgres.log" 2>&1 || fail "initdb failed; see $STATE/log/postgres.log"
  rm -f "$pwfile"
  as_postgres tee -a "$data/postgresql.conf" >/dev/null <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
shared_buffers = 256MB
max_wal_size = 2GB
lc_messages = 'C'
timezone = 'UTC'
CONF
}

postgres_launch() {
  local log="$STATE/log/postgres.log"
  touch "$log"
  if ((EUID == 0)); then chown postgres "$log"; fi
  as_postgres "$PG_BIN/pg_ctl" -D "$1" -l "$log" -o "-p $POSTGRES_PORT" -w -t 60 start
}

psql_admin() { # database [psql arguments...]
  local database="$1"
  shift
  PGPASSWORD="$POSTGRES_PASSWORD" "$PG_BIN/psql" -h 127.0.0.1 -p "$POSTGRES_PORT" -U postgres -d "$database" -v ON_ERROR_STOP=1 -qAt "$@"
}

postgres_roles() { # the owner migrates, the application serves; once
  [[ "$(psql_admin postgres -c "select 1 from pg_database where datname = 'rupaya'")" == 1 ]] && return
  local login password
  read -r login password < <(postgres_login)
  # On standard input, where no list of processes shows the passwords; and able to finish what was broken off.
  psql_admin postgres <<SQL || fail "the database roles could not be created"
select 'create role rupaya_owner login createdb' where not exists (select 1 from pg_roles where rolname = 'rupaya_owner') \\gexec
select 'create role rupaya_app' where not exists (select 1 from pg_roles where rolname = 'rupaya_app') \\gexec
select 'create role $login in role rupaya_app' where not exists (select 1 from pg_roles where rolname = '$login') \\gexec
alter role rupaya_owner password '$OWNER_PASSWORD';
alter role $login login password '$password';
create database rupaya owner rupaya_owner;
SQL
}

postgres_login() { # user and password: one of two after a rotation of secrets
  server_address Postgres "Username=rupaya_app;Password=$APP_PASSWORD" | sed -E 's/.*Username=([^;]*);Password=([^;]*).*/\1 \2/'
}

postgres_stop() {
  stop_process postgres INT 30
  receiver_stop
}
