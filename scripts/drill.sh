# Writes, destroys, restores, and holds what was acknowledged against the database. Servers and a repository of its own, in a state of its own.

drill() { # [--rows N] [--sync]
  local rows=10000
  DRILL_SYNC=''
  while (($#)); do
    case "$1" in
      --rows) rows="${2:?--rows needs a number}"; shift ;;
      --sync) DRILL_SYNC=yes ;;
      *) usage >&2; exit 2 ;;
    esac
    shift
  done
  [[ "$rows" =~ ^[1-9][0-9]*$ ]] || fail "--rows needs a number, not $rows"
  [[ -n "${DRILL_BUILD:-}" ]] || drill_build
  drill_place
  trap drill_stop EXIT
  # shellcheck source=/dev/null
  source "$ROOT/scripts/tally.sh"
  drill_store
  drill_live "$rows"
  drill_lost_disk
  drill_rotate
  drill_moment
  drill_damage
  drill_new_key
  drill_foreign
  drill_tell "the whole drill took $((SECONDS - DRILL_BEGUN)) s"
  tallied drill
}

drill_build() {
  mkdir -p "$STATE/log"
  build_host
  dotnet build "$ROOT/tests/Drill" -c Release -v quiet --nologo >"$STATE/log/build.log" 2>&1 || { tail -20 "$STATE/log/build.log" >&2; fail "the build failed"; }
}

drill_place() {
  local name="${DRILL_BUILD:-release}"
  STATE="$STATE/drill"
  BUILT="$ROOT/artifacts/bin/Rupaya.Host/$name/rupaya.dll"
  install_missing base
  mkdir -p "$STATE"
  prepare_state
  drill_stop
  # Of an earlier one nothing is left.
  rm -rf "$STATE"
  prepare_state
  choose_ports STORE_PORT API_PORT
  # shellcheck source=/dev/null
  source "$STATE/ports.env"
  URL="http://127.0.0.1:$API_PORT" DRILL_BEGUN="$SECONDS"
  # The short minute of a short drill; what may be lost is what is measured.
  export Backup__ArchiveSeconds="${Backup__ArchiveSeconds:-2}"
}

drill_stop() {
  stop_process writer TERM 5
  stop_roles
  postgres_stop
  stop_process store TERM 5
}

drill_tool() { dotnet "$ROOT/artifacts/bin/Rupaya.Drill/${DRILL_BUILD:-release}/Rupaya.Drill.dll" "$@"; }

drill_tell() { printf '%s\n' "$*"; }

drill_timed() { # what command…: how long it took
  local what="$1" begun="${EPOCHREALTIME/./}"
  shift
  "$@" || return
  printf 'took    %s.%01d s: %s\n' $(((${EPOCHREALTIME/./} - begun) / 1000000)) $(((${EPOCHREALTIME/./} - begun) / 100000 % 10)) "$what"
}

# An object store over TLS where Node is there, else a directory.
drill_store() {
  local modules="$ROOT/tests/Drill/node_modules"
  if ! command -v npm >/dev/null || ! { [[ -d "$modules" ]] || (cd "$ROOT/tests/Drill" && npm ci --no-audit --no-fund --loglevel=error) >"$STATE/log/npm.log" 2>&1; }; then
    drill_tell "SKIPPED: the object store, for want of Node and npm; the backups are in a directory"
    DRILL_TO="$STATE/repository" STORED="$STATE/repository"
    return
  fi
  rupaya_executable certs "$STATE/certs" localhost >/dev/null
  chmod 755 "$STATE/certs"
  run_detached store "$STATE/log/store.log" node "$modules/.bin/s3rver" -d "$STATE/store" -a localhost -p "$STORE_PORT" --silent \
    --key "$STATE/certs/localhost.key" --cert "$STATE/certs/localhost.crt" --configure-bucket drill --configure-bucket erasures
  wait_for "$PATIENCE" "the object store" port_open "$STORE_PORT" || fail "the object store did not start"
  export Backup__S3Endpoint=localhost Backup__S3Port="$STORE_PORT" Backup__S3UriStyle=path Backup__S3CaFile="$STATE/certs/ca.crt" \
    Backup__S3Key=S3RVER Backup__S3KeySecret=S3RVER Backup__ErasureBucket=erasures
  DRILL_TO="s3://drill/repository" STORED="$STATE/store/drill"
}

# A book, a backup, and writes that go on while it is made, while people leave, and until the end.
drill_live() { # rows
  services_start base >/dev/null
  (
    export_settings < <(services_env)
    rupaya_executable migrate >/dev/null
  )
  export Security__EraseAfterDays=0 Housekeeping__Seconds=1 RateLimits__Enabled=false
  start_roles all "$API_PORT"
  wait_ready app "$API_PORT" "the API" || fail "the API did not become ready; see $STATE/log/app.log"
  drill_timed "a book of $1 transactions" drill_tool prepare "$URL" "$STATE/facts" "$1"
  backup enable --to "$DRILL_TO" ${DRILL_SYNC:+--sync "$STATE/elsewhere"} >/dev/null
  wait_ready app "$API_PORT" "the API"
  drill_timed "a full backup" backup --full
  run_detached writer "$STATE/log/writer.log" dotnet "$ROOT/artifacts/bin/Rupaya.Drill/${DRILL_BUILD:-release}/Rupaya.Drill.dll" write "$URL" "$STATE/facts" "$STATE/acknowledged"
  drill_timed "an incremental backup while it is written" backup --incr
  sleep 1
  drill_tool sync "$URL" "$STATE/facts"
  MOMENT="$(date -u '+%F %T.%6N+00')"
  sleep 1
  drill_tool leave "$URL" "$STATE/facts"
  wait_for 30 "the erasure" grep -q account.erased "$STATE/log/app.log"
  [[ -z "${Backup__ErasureBucket:-}" ]] || check_that "who left is on the list of erasures" wait_for 30 "the list of erasures" drill_listed
  sleep "$((Backup__ArchiveSeconds + 2))"
}

drill_listed() { compgen -G "$STATE/store/erasures/erasures/*" >/dev/null; }

# Everything is killed at once, and the disk is gone with what had not been archived.
drill_lost_disk() {
  stop_process app KILL 5
  CRASH="$(date -u '+%F %T.%6N+00')"
  rm -f "$STATE/run/mode"
  drill_kill_postgres
  stop_process writer TERM 5
  receiver_stop
  mv "$STATE/postgres" "$STATE/gone"
  check_that "restoring to the latest moment" drill_timed "the restore to the latest moment, verified" restore --to latest
  drill_hold hold-latest "$CRASH" "$(if [[ -n "$DRILL_SYNC" ]]; then echo 0; else echo $((Backup__ArchiveSeconds + 1)); fi)"
}

# With all of its children, as a machine does.
drill_kill_postgres() {
  local pid
  pid="$(recorded postgres)"
  pkill -KILL -P "$pid" || true
  stop_process postgres KILL 5
}

# The moment that is restored next is before this: its database has the login of before.
drill_rotate() {
  check_that "the database's password is replaced" drill_secrets rotate postgres
}

drill_secrets() ( # what…
  # What is drilled is built already.
  build_host() { :; }
  secrets "$@"
)

moved_aside() { compgen -G "$STATE/postgres.before-*" >/dev/null; }

drill_moment() {
  check_that "restoring over what is running is refused" refused "PostgreSQL is running" restore --to "$MOMENT"
  services_stop
  check_that "restoring over what is newer is refused" refused "is newer than" restore --to "$MOMENT"
  check_that "restoring to a moment" drill_timed "the restore to a moment, verified" restore --to "$MOMENT" --force --reapply
  check_that "the old data directory is still there" moved_aside
  drill_hold hold-moment "$MOMENT"
  start_roles all "$API_PORT"
  check_that "the product starts" drill_timed "until the product is ready" wait_ready app "$API_PORT" "the API"
  drill_tally drill_tool hold-service "$URL" "$STATE/facts"
  stop_roles
  check_that "the books are exact" run_with_settings verify
  check_that "the login of before is locked" test "$(psql_admin postgres -c "select string_agg(rolname, ' ') from pg_roles where rolcanlogin and rolname like 'rupaya_app%'")" == "$(postgres_login | cut -d' ' -f1)"
}

# A new key is a new repository; the old one stays, and is read under the key that it was written with.
drill_new_key() {
  local before
  before="$(cat "$STATE/backup/place")"
  check_that "a new key makes a new repository with a full backup" drill_timed "the new repository" drill_renew
  check_that "the new repository holds that backup alone" test "$(backup_labels | wc -l)" == 1
  check_that "the repository before can be restored" drill_restore_before "$before"
}

# From a shell that does not know any more how to get to the store.
drill_renew() (
  unset "${!Backup__S3@}"
  drill_secrets rotate backup
)

# By its own address: what rotations wrote names the live server's.
drill_restore_before() ( # place
  unset "${!Backup__S3@}" Backup__ErasureBucket
  restore --from "$1" --to latest --into "$STATE/into-$RANDOM" --logs "$STATE/log" && drill_own_address && postgres_stop
)

drill_own_address() { [[ "$(server_address Postgres none)" == *"Port=$POSTGRES_PORT;"* ]]; }

# A byte in a file of the newest backup, then one in the log: looking finds it, and a restore ends loudly.
drill_damage() {
  check_that "the backups are whole" backup verify
  check_that "the repository of another key is refused" refused "is not that of this repository" drill_with_another_key
  drill_flip "$(drill_object "/backup/*$(backup_labels | tail -1)/")" ERROR --force
  # In what was encrypted a byte can change without an error of what opens it; PostgreSQL would take the record for the end of the log.
  drill_flip "$(drill_object "/archive/*/$(drill_segment)-")" "the repository is damaged"
}

drill_foreign() {
  local before
  before="$(cat "$STATE/backup/place" "$STATE/backup/pgbackrest.conf")"
  check_that "another cluster's backup is refused" refused "another cluster" drill_another_cluster
  check_that "what was there before stays" test "$(cat "$STATE/backup/place" "$STATE/backup/pgbackrest.conf")" == "$before"
  check_that "a repository that cannot be read is not taken" refused "there is no backup" restore --from "$STATE/nothing" --to latest --force
  check_that "what was there before stays" test "$(cat "$STATE/backup/place" "$STATE/backup/pgbackrest.conf")" == "$before"
}

drill_flip() { # file complaint [--force]
  cp "$1" "$STATE/sound"
  flip "$1"
  check_that "damage is found: ${1#"$STORED"/}" refused "the backups are damaged" backup verify
  check_that "a restore of it fails" refused "$2" restore --to latest --into "$STATE/into-$RANDOM" ${3:+"$3"}
  cp "$STATE/sound" "$1"
}

drill_object() { # part of its path: the largest there
  find "$STORED" -type f -path "*$1*" ! -path '*manifest*' ! -name '*metadata*' ! -name '*.md5' -printf '%s %p\n' | sort -n | tail -1 | cut -d' ' -f2-
}

# The newest that was archived: no backup needs it, and the latest moment does.
drill_segment() { repository_info json | grep -o '"max":"[0-9A-F]\{24\}"' | tail -1 | cut -d'"' -f4; }

flip() { # file: a byte in its middle
  local at byte
  at="$(($(stat -c %s "$1") / 2))"
  byte="$(od -An -tu1 -j "$at" -N1 "$1")"
  # shellcheck disable=SC2059 # the format is the byte
  printf "\\x$(printf %02x $(((byte + 1) % 256)))" | dd of="$1" bs=1 seek="$at" conv=notrunc status=none
}

drill_with_another_key() {
  local conf code=0
  conf="$(backup_conf)"
  cp -p "$conf" "$STATE/conf"
  sed -i 's/^repo1-cipher-pass=.*/repo1-cipher-pass=anotherkey/' "$conf"
  (backup list) || code=$?
  cp -p "$STATE/conf" "$conf"
  return "$code"
}

drill_another_cluster() {
  postgres_stop
  mv "$STATE/postgres" "$STATE/ours"
  backup enable --to "$DRILL_TO"
}

# What it prints is shown when it was not to be.
check_that() { # what command…
  local what="$1" out
  shift
  if out="$("$@" 2>&1)"; then
    PASSED=$((PASSED + 1))
    drill_tell "ok      $what"
    grep -E '^(took|rupaya:)' <<<"$out" || true
  else
    FAILED=$((FAILED + 1))
    drill_tell "FAILED  $what"
    tail -8 <<<"$out"
  fi
}

refused() { # complaint command…: it fails, with one line that says so
  local complaint="$1" out
  shift
  if out="$("$@" 2>&1)"; then
    printf '%s\nwas not refused\n' "$out"
    return 1
  fi
  grep -q "^rupaya: .*$complaint" <<<"$out" || { printf '%s\n' "$out"; return 1; }
  grep -m1 "^rupaya: .*$complaint" <<<"$out"
}

drill_hold() { # check argument…: against what is in the database
  local check="$1"
  shift
  psql_admin rupaya -c "select transaction_id from transactions where import_identity is null" >"$STATE/there"
  drill_tally drill_tool "$check" "$STATE/acknowledged" "$STATE/there" "$@"
}

drill_tally() { # command…: that ends with "held: N passed, N failed"
  local out
  out="$("$@" 2>&1)" || true
  PASSED=$((PASSED + $(sed -n 's/^held: \([0-9]*\) passed.*/\1/p' <<<"$out" | grep . || echo 0)))
  FAILED=$((FAILED + $(sed -n 's/^held: .* \([0-9]*\) failed.*/\1/p' <<<"$out" | grep . || echo 1)))
  grep -v '^held:' <<<"$out" || true
}

run_with_settings() { # command…: of the executable
  (export_settings < <(services_env; app_secrets) && rupaya_executable "$@")
}
