# The receiver of the log (backup enable --sync).

# Takes the log as it is written, to another disk; what it has not got is not committed.
receiver_start() {
  local directory
  directory="$(cat "$STATE/backup/sync" 2>/dev/null || true)"
  [[ -n "$directory" ]] || return 0
  ! alive receiver || return 0
  mkdir -p "$directory" && chmod 700 "$directory"
  if ((EUID == 0)); then chown postgres "$directory"; fi
  psql_admin postgres -c "select pg_create_physical_replication_slot('rupaya_receiver') where not exists (
    select 1 from pg_replication_slots where slot_name = 'rupaya_receiver')" >/dev/null
  local as=()
  if ((EUID == 0)); then as=(setpriv --reuid=postgres --regid=postgres --init-groups --inh-caps=+dac_read_search --ambient-caps=+dac_read_search --); fi
  PGPASSWORD="$POSTGRES_PASSWORD" PGAPPNAME=rupaya_receiver run_detached receiver "$STATE/log/receiver.log" "${as[@]}" \
    "$PG_BIN/pg_receivewal" -h 127.0.0.1 -p "$POSTGRES_PORT" -U postgres -D "$directory" --synchronous --slot=rupaya_receiver
}

receiver_stop() { stop_process receiver TERM 10; }

# What a backup begins after is in the repository; the directory would grow for ever.
receiver_prune() {
  local directory first
  directory="$(cat "$STATE/backup/sync" 2>/dev/null || true)"
  [[ -n "$directory" ]] || return 0
  first="$(repository_info json | grep -o '"archive":{"start":"[0-9A-F]\{24\}"' | tail -1 | cut -d'"' -f6)" || true
  [[ -z "$first" ]] || as_postgres "$PG_BIN/pg_archivecleanup" "$directory" "$first"
}

# What it holds is of the past that is gone; it begins anew when it is asked for again. The directory stays: it may be another disk's.
receiver_aside() {
  local sync aside
  sync="$(cat "$STATE/backup/sync" 2>/dev/null || true)"
  [[ -n "$sync" ]] || return 0
  receiver_stop
  aside="$sync/before-$(date -u +%Y%m%dT%H%M%SZ)"
  mkdir -p "$aside"
  find "$sync" -mindepth 1 -maxdepth 1 -type f -exec mv -t "$aside" {} +
  : >"$STATE/backup/sync"
  say "The receiver of the log is off; ./rupaya backup enable --to $(cat "$STATE/backup/place") --sync $sync starts it anew."
}
