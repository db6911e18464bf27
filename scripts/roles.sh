# The product's own processes: app (everything in one), or api and worker.

role_settings() { # mode
  services_env
  app_secrets
  say "Mail__Directory=$STATE/mail"
  # A stack to try things on: its administrators need no second factor.
  say "Security__AdminsNeedMfa=false"
  if [[ "$1" == full ]]; then
    say "Messaging__Transport=RabbitMq"
    say "Cache__Provider=Redis"
  fi
}

start_roles() { # mode port
  local mode="$1" port="$2"
  (
    export_settings < <(role_settings "$mode")
    # By name: browsers refuse passkeys on an IP address.
    export Passkeys__Origins__0="http://localhost:$port"
    if [[ "$mode" == full ]]; then
      start_role api serve "http://localhost:$port"
      start_role worker work "http://127.0.0.1:$WORKER_PORT"
    else
      start_role app all "http://localhost:$port"
    fi
  )
  printf '%s %s\n' "$mode" "$port" >"$STATE/run/mode"
}

start_role() { # name role url
  alive "$1" || rotate_log "$1"
  (
    if [[ ! -v Web__MetricsPort ]]; then
      Web__MetricsPort="$(metrics_port "$1")"
      export Web__MetricsPort
    fi
    # A worker has most to do when it starts, on what waited: compiled once, it needs half the processor time for it (docs/performance.md).
    [[ "$2" != work ]] || export DOTNET_TieredCompilation="${DOTNET_TieredCompilation:-0}"
    alive "$1" || run_detached "$1" "$STATE/log/$1.log" dotnet "$BUILT" "$2" "--urls=$3"
  )
}

# Where a role shows its metrics: on loopback only, each on a port of its own.
metrics_port() { if [[ "$1" == worker ]]; then say "$WORKER_METRICS_PORT"; else say "$METRICS_PORT"; fi; }

stop_roles() {
  local name
  for name in app api worker; do
    stop_process "$name" TERM 30
  done
  rm -f "$STATE/run/mode"
}

roles_of() { if [[ "$1" == full ]]; then echo "api worker"; else echo app; fi; }

# A role that ended is not waited for.
wait_ready() { # name port what
  wait_for "$PATIENCE" "$3" ready_or_gone "$1" "$2" && ready "$2"
}

ready_or_gone() { ready "$2" || not_alive "$1"; }

ready() { curl -fsS -o /dev/null --max-time 3 "http://127.0.0.1:$1/health/ready"; }

# A log per start; those older than RUPAYA_LOG_DAYS go. `audit verify` reads them all.
rotate_log() { # name
  local log="$STATE/log/$1.log"
  mkdir -p "$STATE/log"
  [[ ! -s "$log" ]] || mv "$log" "$STATE/log/$1.$(date +%Y%m%dT%H%M%S.%N).log"
  find "$STATE/log" -name "$1.*.log" -mtime "+${RUPAYA_LOG_DAYS:-30}" -delete
}

product_logs() { mkdir -p "$STATE/log" && find "$STATE/log" -name 'app*.log' -o -name 'api*.log' -o -name 'worker*.log' -o -name 'admin.log'; }
