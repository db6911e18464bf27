# Backups and the continuous log, by pgBackRest: compressed and encrypted, in a directory or in S3 (docs/dr.md, ADR 19).

backup() { # [--full|--incr] [--to PLACE] | enable | list | verify | expire | logical
  local what="${1:-}"
  case "$what" in
    enable | list | verify | expire | logical) shift && "backup_$what" "$@" ;;
    '' | --full | --incr | --to) backup_make "$@" ;;
    *) usage >&2; exit 2 ;;
  esac
}

backup_make() { # [--full|--incr] [--to PLACE]
  local kind='' place='' label
  while (($#)); do
    case "$1" in
      --full | --incr) kind="${1#--}" ;;
      --to) place="${2:?--to needs a directory or s3://BUCKET/PATH}"; shift ;;
      *) usage >&2; exit 2 ;;
    esac
    shift
  done
  backup_tools
  if [[ -n "$place" && ! -f "$(backup_conf)" ]]; then backup_enable --to "$place"; fi
  backup_needed
  [[ -z "$place" || "$place" == "$(cat "$STATE/backup/place")" ]] \
    || fail "backups go to $(cat "$STATE/backup/place"); ./rupaya backup enable --to $place makes them go there"
  alive postgres || fail "PostgreSQL is not running"
  [[ -n "$kind" ]] || kind="$(backup_kind_due)"
  repository --type="$kind" backup >/dev/null || exit 1
  receiver_prune
  label="$(backup_labels | tail -1)"
  [[ "$label" != *F ]] || kind=full
  backup_noted "$kind" "$label"
  say "Backup $label is made."
}

# How old the newest is, is a metric that an alert looks at; a database of an earlier release has nowhere to note it.
backup_noted() { # kind label
  [[ "$(psql_admin rupaya -c "select to_regclass('public.backups') is not null")" == t ]] || return 0
  psql_admin rupaya -c "insert into backups (kind, label) values ('$1', '$2')"
}

# A full one a week, what changed since on the other days.
backup_kind_due() {
  local full
  full="$(backup_labels | grep 'F$' | tail -1)" || true
  if [[ -z "$full" ]] || ! [[ "$(date -u -d '7 days ago' +%Y%m%d)" < "${full%%-*}" ]]; then echo full; else echo incr; fi
}

backup_labels() { repository_info json | grep -o '"label":"[^"]*"' | cut -d'"' -f4; }

backup_list() {
  backup_tools && backup_needed
  local info
  info="$(repository_info text)" || exit 1
  awk '/ backup: /{kind = $1; label = $3} /timestamp start\/stop:/{end = $(NF-1) " " $NF} /backup set size|database backup size/{size = $NF; print label, kind, end, size}' \
    <<<"$info" | awk '!seen[$1]++'
  if alive postgres; then
    say "The log reaches to $(psql_admin postgres -c "select coalesce(to_char(last_archived_time at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS\"Z\"'), 'nowhere yet') from pg_stat_archiver")."
  else
    say "The log reaches to segment $(sed -n 's/.*wal archive min\/max.*\/\([0-9A-F]*\)$/\1/p' <<<"$info" | tail -1)."
  fi
}

backup_verify() {
  backup_tools && backup_needed
  repository_found || fail "the backups are damaged"
}

backup_expire() { backup_tools && backup_needed && { repository expire || exit 1; } && backup_list; }

# Readable without us, on any PostgreSQL: who has the key to one of the recipients opens it.
backup_logical() { # FILE [--recipients FILE]
  local file="${1:?backup logical needs a file}" recipients="${Backup__Recipients:-}"
  [[ "${2:-}" != --recipients ]] || recipients="${3:?--recipients needs a file}"
  [[ -f "$recipients" ]] || fail "--recipients (or Backup__Recipients) names a file of age's public keys, a line each"
  install_missing base
  command -v age >/dev/null || apt_install age
  prepare_state
  alive postgres || fail "PostgreSQL is not running"
  # Complete, or not there at all.
  (umask 077 && PGPASSWORD="$POSTGRES_PASSWORD" "$PG_BIN/pg_dump" -h 127.0.0.1 -p "$POSTGRES_PORT" -U postgres -Fc --no-owner rupaya \
    | age --encrypt --recipients-file "$recipients" --output "$file.new") || { rm -f "$file.new"; fail "the dump could not be written"; }
  mv "$file.new" "$file"
  backup_noted logical "$(basename "$file" | tr -cd 'A-Za-z0-9._-')"
  say "$file is written; age --decrypt --identity KEY $file | pg_restore reads it."
}
