# The repository of backups: where it is, its key, and how PostgreSQL gets its log there.

# A new one is tried under settings of its own; they take the place of those that are there when it was not refused.
backup_conf() { printf '%s' "${BACKUP_TRIED:-$STATE/backup/pgbackrest.conf}"; }

backup_tools() {
  install_missing base
  ! use_compose || fail "backups need a PostgreSQL of this machine; that of a container has its volume's backups"
  command -v pgbackrest >/dev/null || apt_install pgbackrest
  prepare_state
}

backup_needed() { [[ -f "$(backup_conf)" ]] || fail "there is no repository yet: ./rupaya backup enable --to DIRECTORY or s3://BUCKET/PATH"; }

# What goes wrong is one line, whatever pgBackRest writes about it.
repository() { # arguments of pgbackrest…
  local errors="$STATE/log/pgbackrest.err" code=0
  TZ=UTC PGPASSWORD="$POSTGRES_PASSWORD" as_postgres pgbackrest --config="$(backup_conf)" --stanza=rupaya --log-level-console=off --log-level-stderr=warn \
    "$@" 2>"$errors" || code=$?
  cat "$errors" >>"$STATE/log/pgbackrest.log"
  ((code == 0)) || printf 'rupaya: %s\n' "$(repository_problem <"$errors")" >&2
  return "$code"
}

# What there is. A repository that it could not read is no error to pgBackRest, only a part of what it tells.
repository_info() { # text | json
  local info
  info="$(repository --output="$1" info | tr -cd '\11\12\40-\176')" || return
  if [[ "$info" == *"error (other)"* || "$info" == *'"code":99'* ]]; then
    printf 'rupaya: %s\n' "$(repository_problem <<<"$info")" >&2
    return 1
  fi
  printf '%s\n' "$info"
}

# What is wrong with any file of it. pgBackRest's exit code says that it looked, not what it found.
repository_found() {
  local found
  found="$(repository verify --output=text --verbose)" || return
  say "$found"
  grep -q '^ *status: ok' <<<"$found"
}

repository_problem() {
  local text
  text="$(cat)"
  case "$text" in
    *"unable to load info file"*)
      printf 'the key in backup.key is not that of this repository' ;;
    *"do not match the database"* | *"[028]"* | *"[044]"* | *"[051]"*)
      printf 'the repository holds the backups of another cluster' ;;
    *) printf '%s' "$(grep -m1 -o 'ERROR: .*' <<<"$text" || head -1 <<<"$text")" ;;
  esac
}

backup_enable() { # --to PLACE [--sync [DIRECTORY]]
  local place='' sync=''
  while (($#)); do
    case "$1" in
      --to) place="${2:?--to needs a directory or s3://BUCKET/PATH}"; shift ;;
      --sync) sync="$STATE/wal"; if [[ -n "${2:-}" && "${2:0:2}" != -- ]]; then sync="$2"; shift; fi ;;
      *) usage >&2; exit 2 ;;
    esac
    shift
  done
  [[ -n "$place" ]] || fail "--to names a directory or s3://BUCKET/PATH"
  backup_tools
  backup_key
  repository_write "$place" "$(backup_key_of "$place")"
  postgres_start
  # Refused where the repository is another cluster's. The server may have no socket yet, so it is not asked.
  repository --no-online stanza-create || exit 1
  repository_take "$place"
  archive_to_repository "$sync"
  repository check || exit 1
  say "Backups go to $place, encrypted with $STATE/backup.key."
  say "Keep a copy of that file where neither this machine nor the repository is: without it nobody can read a backup."
}

# Its server reads the settings; the key in them is nobody else's.
backup_home_to_postgres() {
  chmod 700 "$STATE/backup"
  if ((EUID == 0)); then chown -R postgres "$STATE/backup"; fi
}

backup_key() {
  [[ -f "$STATE/backup.key" ]] || (umask 077 && head -c 48 /dev/urandom | base64 -w0 >"$STATE/backup.key.new" && mv "$STATE/backup.key.new" "$STATE/backup.key")
}

# Each repository has its key; those of earlier ones are remembered with their place.
backup_key_of() { # place
  local key
  key="$(awk -v p="$1" '$1 == p { k = $2 } END { print k }' "$STATE/backup.keys" 2>/dev/null || true)"
  printf '%s' "${key:-$(cat "$STATE/backup.key")}"
}

# A new key is a new repository beside the old one, which stays until what is in it has expired.
repository_renew() {
  local old place key
  old="$(cat "$STATE/backup/place")"
  place="${old%.renewed-*}.renewed-$(date -u +%Y%m%dT%H%M%SZ)"
  key="$(sed -n 's/^Backup__CipherKey=//p' "$STATE/backup.env")"
  [[ -n "$key" ]] || fail "there is no new key in backup.env"
  repository_beside "$place" "$key"
  repository --no-online stanza-create || exit 1
  (umask 077 && printf '%s %s\n' "$old" "$(backup_key_of "$old")" >>"$STATE/backup.keys" && printf '%s' "$key" >"$STATE/backup.key.new")
  mv "$STATE/backup.key.new" "$STATE/backup.key"
  repository_take "$place"
  repository check || exit 1
  backup_make --full
  say "Backups go to $place from now on. Keep a copy of $STATE/backup.key and backup.keys elsewhere."
  say "./rupaya restore --from $old reads what was made before; delete it when ./rupaya secrets finish backup says so."
}

repository_write() { # place key: settings to try, as the environment has them
  settings_for "$1" "$2" | repository_try || exit 1
  BACKUP_TRIED="$STATE/backup/pgbackrest.conf.new"
}

repository_beside() { # place key: settings to try, as those that are there, whatever the environment says today
  [[ "$1" != /* ]] || place_make "$1"
  settings_with "repo1-path=$(place_path "$1")" "repo1-cipher-pass=$2" <"$(backup_conf)" | repository_try || exit 1
  BACKUP_TRIED="$STATE/backup/pgbackrest.conf.new"
}

repository_try() {
  mkdir -p "$STATE/backup/lock"
  write_private "$STATE/backup/pgbackrest.conf.new"
  backup_home_to_postgres
}

repository_take() { # place
  mv "$BACKUP_TRIED" "$STATE/backup/pgbackrest.conf"
  BACKUP_TRIED=''
  printf '%s\n' "$1" >"$STATE/backup/place"
  backup_home_to_postgres
}

write_private() { (umask 077 && cat >"$1"); }

# Whether it is in the bucket that backups go to already, and the environment does not say how to get there.
is_beside() { # place
  [[ "$1" == s3://*/* && -z "${Backup__S3Endpoint:-}${Backup__S3Region:-}${Backup__S3Key:-}" && -f "$(backup_conf)" ]] \
    && [[ "$(cut -d/ -f1-3 "$STATE/backup/place")" == "$(cut -d/ -f1-3 <<<"$1")" ]]
}

settings_with() { # name=value…: those of standard input, but these
  local pair script=()
  for pair in "$@"; do script+=(-e "s|^${pair%%=*}=.*|$pair|"); done
  sed "${script[@]}"
}

settings_for() { # place key
  local full
  full="$(retention_of_full)" || exit 1
  printf '[global]\n'
  place_settings "$1"
  cat <<CONF
repo1-cipher-type=aes-256-cbc
repo1-cipher-pass=$2
repo1-retention-full-type=time
repo1-retention-full=$full
repo1-bundle=y
compress-type=zst
process-max=2
start-fast=y
log-level-file=off
lock-path=$STATE/backup/lock
[rupaya]
pg1-path=$STATE/postgres
pg1-port=$POSTGRES_PORT
pg1-socket-path=$(postgres_socket)
pg1-user=postgres
CONF
}

# A full one goes when the next is older than this: with a full one a week and a look once a day, nothing is kept longer than the setting says.
retention_of_full() {
  local days="${Backup__RetentionDays:-35}"
  [[ "$days" =~ ^[0-9]+$ ]] && ((days >= 9)) || fail "Backup__RetentionDays needs at least 9 days: a week's backups are kept or dropped together"
  printf '%s' $((days - 8))
}

place_path() { if [[ "$1" == s3://* ]]; then printf '/%s' "$(cut -d/ -f4- <<<"$1")"; else printf '%s' "$1"; fi; }

place_make() { # directory
  mkdir -p "$1"
  if ((EUID == 0)) && [[ -z "$(ls -A "$1")" ]]; then chown postgres "$1"; fi
}

place_settings() { # place
  case "$1" in
    s3://*/*)
      printf 'repo1-type=s3\nrepo1-s3-bucket=%s\nrepo1-path=%s\n' "$(cut -d/ -f3 <<<"$1")" "$(place_path "$1")"
      printf 'repo1-s3-region=%s\nrepo1-s3-endpoint=%s\n' "${Backup__S3Region:-us-east-1}" "${Backup__S3Endpoint:-s3.${Backup__S3Region:-us-east-1}.amazonaws.com}"
      printf 'repo1-s3-uri-style=%s\n' "${Backup__S3UriStyle:-host}"
      [[ -z "${Backup__S3Port:-}" ]] || printf 'repo1-storage-port=%s\n' "$Backup__S3Port"
      [[ -z "${Backup__S3CaFile:-}" ]] || printf 'repo1-storage-ca-file=%s\n' "$Backup__S3CaFile"
      if [[ -n "${Backup__S3Key:-}" ]]; then
        printf 'repo1-s3-key=%s\nrepo1-s3-key-secret=%s\n' "$Backup__S3Key" "${Backup__S3KeySecret:?Backup__S3KeySecret is not set}"
      else
        printf 'repo1-s3-key-type=auto\n'
      fi
      ;;
    /*)
      [[ "$STATE/" != "$1"/* ]] || fail "the key must not lie where the backups are: choose a directory that does not hold $STATE"
      place_make "$1"
      printf 'repo1-type=posix\nrepo1-path=%s\n' "$1"
      ;;
    *) fail "$1 is neither a whole path nor s3://BUCKET/PATH" ;;
  esac
}

# A socket's path holds a hundred characters.
postgres_socket() { if ((${#STATE} < 80)); then printf '%s' "$STATE/socket"; else printf '/tmp/rupaya-%s' "$POSTGRES_PORT"; fi; }

# Whoever owns it is who the server's programs talk to: a directory of somebody else's, or a link, is refused.
postgres_socket_make() {
  local socket owner=postgres
  socket="$(postgres_socket)"
  ((EUID == 0)) || owner="$(id -un)"
  if mkdir -m 700 "$socket" 2>/dev/null && ((EUID == 0)); then chown postgres "$socket"; fi
  [[ "$(LC_ALL=C stat -c '%F %a %U' "$socket" 2>/dev/null)" == "directory 700 $owner" ]] || fail "$socket is somebody else's"
}

archive_to_repository() { # [directory of a synchronous receiver]
  local data="$STATE/postgres"
  write_archive_settings "$data" "$1"
  printf '%s' "$1" >"$STATE/backup/sync"
  grep -q '^include_if_exists = .rupaya-backup.conf.' "$data/postgresql.conf" \
    || printf "include_if_exists = 'rupaya-backup.conf'\n" | as_postgres tee -a "$data/postgresql.conf" >/dev/null
  receiver_stop
  postgres_stop
  postgres_start
}

# A segment is closed after a minute: that much may be lost. With a receiver, no commit is answered before it is there as well.
write_archive_settings() { # data receiver
  as_postgres tee "$1/rupaya-backup.conf" >/dev/null <<CONF
archive_mode = on
archive_command = 'pgbackrest --config=$(backup_conf) --stanza=rupaya --log-level-console=off --log-level-stderr=warn archive-push "%p"'
archive_timeout = ${Backup__ArchiveSeconds:-60}
unix_socket_directories = '$(postgres_socket)'
synchronous_standby_names = '${2:+rupaya_receiver}'
CONF
}
