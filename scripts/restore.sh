# Brings the database back to a moment, alone, and proves it before the product may start (docs/runbooks/restore.md). Nothing is ever deleted.

restore() { # --to TIME|latest|LABEL [--from PLACE] [--into DIRECTORY] [--logs DIRECTORY] [--force] [--reapply]
  local to='' from='' into='' logs='' force='' tell=(--reason "./rupaya restore") begun="$SECONDS"
  while (($#)); do
    case "$1" in
      --to) to="${2:?--to needs a time, latest or the label of a backup}"; shift ;;
      --from) from="${2:?--from needs the place of the repository}"; shift ;;
      --into) into="${2:?--into needs a directory}"; shift ;;
      --logs) logs="${2:?--logs needs a directory}"; shift ;;
      --force) force=yes ;;
      --reapply) tell+=(--reapply) ;;
      *) usage >&2; exit 2 ;;
    esac
    shift
  done
  [[ -n "$to" ]] || fail "--to needs a time, latest or the label of a backup"
  local target
  target="$(restore_target "$to")" || fail "$to is no time, such as '2026-11-26 14:03:00+00', and no label of a backup"
  [[ -z "$logs" ]] || compgen -G "$logs/*.log" >/dev/null || fail "there is no *.log in $logs"
  [[ -z "$into" ]] || restore_elsewhere "$into"
  backup_tools
  if [[ -n "$from" ]]; then restore_from "$from"; fi
  backup_needed
  restore_refusals "$target" "$force"
  [[ -z "$from" ]] || repository_take "$from"
  stop_roles
  postgres_stop
  date -u +%FT%TZ >"$STATE/RESTORING"
  restore_files "$target" "$into"
  restore_start
  receiver_aside
  restore_prove "$target" "$logs" "${tell[@]}"
  rm -f "$STATE/RESTORING"
  say "Restored and verified in $((SECONDS - begun)) s. The product may start; make a full backup next: ./rupaya backup --full"
}

restore_target() { # latest, a label, or a time in UTC with its fraction
  if [[ "$1" == latest || "$1" =~ ^[0-9]{8}-[0-9]{6}F(_[0-9]{8}-[0-9]{6}[DI])?$ ]]; then
    printf '%s' "$1"
  else
    [[ "$1" == [0-9][0-9][0-9][0-9]-* ]] && TZ=UTC date -u -d "$1" '+%F %T.%6N+00' 2>/dev/null
  fi
}

# Another state with the same keys, whose log goes nowhere: for a test that leaves everything as it is.
restore_elsewhere() { # directory
  [[ -z "$(ls -A "$1" 2>/dev/null)" ]] || fail "$1 is not empty"
  prepare_state
  mkdir -p "$1/backup/lock"
  local file place from="$STATE"
  place="$(cat "$STATE/backup/place" 2>/dev/null || true)"
  for file in secrets.env app.env backup.key backup.keys; do
    [[ ! -f "$STATE/$file" ]] || cp -p "$STATE/$file" "$1/$file"
  done
  STATE="$(cd "$1" && pwd)"
  unset POSTGRES_PORT
  prepare_state
  own_ports
  if [[ -n "$place" ]]; then
    # Where it is stays as it was; only what is this cluster's own differs.
    settings_with "pg1-path=$STATE/postgres" "pg1-port=$POSTGRES_PORT" "pg1-socket-path=$(postgres_socket)" "lock-path=$STATE/backup/lock" \
      <"$from/backup/pgbackrest.conf" | write_private "$(backup_conf)"
    printf '%s\n' "$place" >"$STATE/backup/place"
    backup_home_to_postgres
  fi
}

# A new machine has the key and the secrets, and no cluster.
restore_from() { # place
  [[ -f "$STATE/backup.key" ]] || fail "put the copies of backup.key and, where there is one, backup.keys into $STATE first"
  if is_beside "$1"; then repository_beside "$1" "$(backup_key_of "$1")"; else repository_write "$1" "$(backup_key_of "$1")"; fi
}

restore_refusals() { # target force
  local data="$STATE/postgres" here there
  if [[ -z "$2" ]]; then
    ! alive postgres || fail "PostgreSQL is running; ./rupaya down first, or --force"
    for name in app api worker; do ! alive "$name" || fail "$name is running; ./rupaya down first, or --force"; done
    [[ ! -f "$data/PG_VERSION" ]] || is_older_than "$1" "$data" || fail "$data is newer than $1; --force moves it aside"
  fi
  # A damaged segment of the log would end the recovery before the latest moment, as if the log ended there.
  [[ "$1" != latest || -n "$2" ]] || repository_found >/dev/null \
    || fail "the repository is damaged; ./rupaya backup verify says where, --force restores what can be read"
  there="$(repository_info json)" || exit 1
  [[ "$there" == *'"label"'* ]] || fail "there is no backup in this repository"
  if [[ -z "$2" && -f "$data/global/pg_control" ]]; then
    here="$(as_postgres "$PG_BIN/pg_controldata" "$data" | sed -n 's/^Database system identifier: *//p')"
    [[ "$there" == *"\"system-id\":$here"[,\}]* ]] || fail "the repository holds the backups of another cluster than $data; --force moves it aside"
  fi
}

is_older_than() { # target data-directory: only a time can be newer than what is there
  local changed
  [[ "$1" == *' '* ]] || return 1
  changed="$(LC_ALL=C TZ=UTC as_postgres "$PG_BIN/pg_controldata" "$2" | sed -n 's/^pg_control last modified: *//p')"
  [[ "$(TZ=UTC date -d "$changed" +%s)" -lt "$(TZ=UTC date -d "$1" +%s)" ]]
}

restore_files() { # target [elsewhere]
  local data="$STATE/postgres" aside sync options
  sync="$(cat "$STATE/backup/sync" 2>/dev/null || true)"
  if [[ -e "$data" ]]; then
    aside="$data.before-$(date -u +%Y%m%dT%H%M%SZ)"
    mv "$data" "$aside"
    say "The old data directory is $aside."
  fi
  mkdir -p "$data" && chmod 700 "$data"
  if ((EUID == 0)); then chown postgres "$data"; fi
  postgres_socket_make
  mapfile -t options < <(restore_options "$1" "$sync")
  [[ -z "$2" ]] || options+=(--archive-mode=off)
  repository "${options[@]}" restore || fail "nothing was restored; the RESTORING file keeps the product from starting"
  write_archive_settings "$data" ''
}

# Where a segment cannot be read recovery must end there and say so: what PostgreSQL takes for the end of the log would be lost in silence.
restore_options() { # target receiver
  local get
  get="pgbackrest --config=$(backup_conf) --stanza=rupaya --log-level-console=off --log-level-stderr=warn archive-get %f \"%p\"; c=\$?"
  [[ -z "$2" ]] || get+="; if [ \$c -eq 1 ]; then cp \"$2/%f\" \"%p\" 2>/dev/null || cp \"$2/%f.partial\" \"%p\" 2>/dev/null; c=\$?; fi"
  printf -- '--recovery-option=restore_command=%s\n' "$get; [ \$c -le 1 ] && exit \$c; exit 255"
  case "$1" in
    latest) printf -- '--type=default\n' ;;
    *' '*) printf -- '--type=time\n--target=%s\n--target-action=promote\n' "$1" ;;
    *) printf -- '--set=%s\n--type=immediate\n--target-action=promote\n' "$1" ;;
  esac
}

restore_start() {
  local data="$STATE/postgres" log="$STATE/log/postgres.log" before
  touch "$log"
  before="$(wc -l <"$log")"
  postgres_launch "$data" >/dev/null 2>&1 || restore_failed "$log" "$before"
  record postgres "$(head -1 "$data/postmaster.pid")"
  wait_for "${Backup__RestoreSeconds:-14400}" "PostgreSQL to recover" recovered_or_gone || restore_failed "$log" "$before"
  recovered || restore_failed "$log" "$before"
}

recovered() { [[ "$(psql_admin postgres -c 'select pg_is_in_recovery()' 2>/dev/null)" == f ]]; }

recovered_or_gone() { recovered || not_alive postgres; }

restore_failed() { # log lines-before
  local why
  why="$(tail -n "+$(($2 + 1))" "$1" | grep -E 'FATAL|PANIC|ERROR' | grep -v 'starting up' | head -1 | sed -E 's/^.*(FATAL|PANIC|ERROR): */\1: /')"
  fail "PostgreSQL did not recover: ${why:-see $1}. The RESTORING file keeps the product from starting."
}

restore_prove() { # target logs-directory option…: of `restored`
  local target="$1" directory="$2" moment logs
  shift 2
  moment="$(restored_moment "$target")" || exit 1
  mapfile -t logs < <(restored_logs "$directory")
  tell_of_product "${logs[@]}" || restored_blind "$moment"
  build_host
  restored_logins
  export_settings < <(services_env; app_secrets)
  rupaya_executable migrate >/dev/null || fail "the restored database could not be migrated"
  rupaya_executable restored --to "$moment" "$@" "${logs[@]}" | tee -a "$STATE/log/admin.log" | { grep -v "^{" || true; } \
    || fail "the restored database could not be told"
  mapfile -t logs < <(restored_logs "$directory")
  # Under the login of the product's processes.
  rupaya_executable verify || fail "the restored books are not exact"
  rupaya_executable audit verify "${logs[@]}" || fail "the restored audit log is not whole"
  rupaya_executable secrets validate --connect | grep '^WRONG' || true
  say "Restored to $moment. What was committed between then and the end of the old database is lost."
}

restored_logs() { # [directory]: those of this state, and those that were kept elsewhere
  product_logs
  [[ -z "$1" ]] || printf '%s\n' "$1"/*.log
}

tell_of_product() { # log…: not those of commands alone
  local log
  for log in "$@"; do [[ "$log" == */admin.log ]] || return 0; done
  return 1
}

restored_blind() { # moment
  say "WARNING: there is no log of the product's processes. Who was erased, banned or changed their password since is NOT known, and not done again."
  say "Find the logs, and before anything is started: ./rupaya restored --to '$1' --reapply (with the logs in $STATE/log), or restore with --logs DIR."
}

# The roles and passwords are those of the moment; the secrets may have been rotated since, and what they replaced must not open anything.
restored_logins() {
  local login other
  (export_settings < <(services_env; admin_env); rupaya_executable bootstrap >/dev/null) || fail "the restored database's logins could not be set"
  read -r login _ < <(postgres_login)
  for other in rupaya_app rupaya_app_a rupaya_app_b; do
    [[ "$other" == "$login" ]] || psql_admin postgres <<SQL
select 'alter role $other nologin password null' from pg_roles where rolname = '$other' and rolcanlogin \\gexec
SQL
  done
}

# To the latest moment means to the last commit that was kept; where none was since the backup, to its end.
restored_moment() { # target
  local moment
  if [[ "$1" == *' '* ]]; then printf '%s' "$1"; return; fi
  moment="$(psql_admin postgres -c "select to_char(pg_last_xact_replay_timestamp() at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US+00')")"
  [[ -n "$moment" ]] || moment="$(date -u -d "@$(backup_stopped "$1")" '+%F %T.000000+00')" || fail "the repository does not say when $1 was made"
  printf '%s' "$moment"
}

backup_stopped() { # latest | label: in seconds since 1970
  local label="$1"
  [[ "$label" != latest ]] || label="$(backup_labels | tail -1)"
  repository_info json | sed 's/"label":/\n&/g' | grep -F "\"label\":\"$label\"" | grep -o '"stop":[0-9]\+' | head -1 | cut -d: -f2
}
