# State, messages and processes. Only processes whose id and start time were recorded here are ever stopped.

STATE="${RUPAYA_STATE:-$ROOT/.rupaya}"
[[ "$STATE" == /* ]] || STATE="$PWD/$STATE"

say() { printf '%s\n' "$*"; }
fail() { printf 'rupaya: %s\n' "$*" >&2; exit 1; }

prepare_state() {
  mkdir -p "$STATE/run" "$STATE/log"
  chmod 711 "$STATE"
  if [[ ! -f "$STATE/secrets.env" ]]; then
    (umask 077
      for name in POSTGRES_PASSWORD OWNER_PASSWORD APP_PASSWORD REDIS_PASSWORD RABBITMQ_PASSWORD DEMO_SECRET; do
        printf '%s=%s\n' "$name" "$(od -An -v -w32 -N32 -tx1 /dev/urandom | tr -d ' \n')"
      done >"$STATE/secrets.env.new" && mv "$STATE/secrets.env.new" "$STATE/secrets.env")
  fi
  choose_ports POSTGRES_PORT REDIS_PORT RABBITMQ_PORT RABBITMQ_DIST_PORT RABBITMQ_EPMD_PORT RABBITMQ_MANAGEMENT_PORT WORKER_PORT \
    METRICS_PORT WORKER_METRICS_PORT
  # shellcheck source=/dev/null
  source "$STATE/secrets.env"
  # shellcheck source=/dev/null
  source "$STATE/ports.env"
}

choose_ports() { # names: once for a state, and those that a later release needs beside them
  local name missing=()
  for name in "$@"; do grep -qs "^$name=" "$STATE/ports.env" || missing+=("$name"); done
  ((${#missing[@]} > 0)) || return 0
  cat "$STATE/ports.env" >"$STATE/ports.env.new" 2>/dev/null || true
  for name in "${missing[@]}"; do
    printf '%s=%s\n' "$name" "$(free_port "$STATE/ports.env.new")" >>"$STATE/ports.env.new"
  done
  mv "$STATE/ports.env.new" "$STATE/ports.env"
}

free_port() { # file of ports already taken
  local port
  for _ in {1..200}; do
    port=$((20000 + RANDOM % 10000))
    if ! grep -q "=$port\$" "$1" && ! port_open "$port"; then
      printf '%s' "$port"
      return
    fi
  done
  fail "found no free port"
}

# Where a server is: as a rotation of secrets wrote it, else as the server was made.
server_address() { # name first
  grep "^ConnectionStrings__$1=" "$STATE/app.env" 2>/dev/null || say "ConnectionStrings__$1=$2"
}

port_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# How long something may take to start: on a machine kept busy by others three times what it takes on one that is not.
PATIENCE=180

wait_for() { # seconds what command...: says what it waits for when that takes long, and how long it waited when it gives up
  local seconds="$1" what="$2" begun="$SECONDS" told=""
  shift 2
  until "$@" >/dev/null 2>&1; do
    if ((SECONDS - begun >= seconds)); then
      printf 'rupaya: waited %s s for %s.\n' "$seconds" "$what" >&2
      return 1
    fi
    if [[ -z "$told" ]] && ((SECONDS - begun >= ${WAIT_TELL:-15})); then
      printf 'Still waiting for %s...\n' "$what" >&2
      told=yes
    fi
    sleep 0.1
  done
}

start_time() { # of a process, in clock ticks since boot; empty when it is gone
  local stat
  stat="$(cat "/proc/$1/stat" 2>/dev/null)" || return 0
  stat="${stat##*) }"
  # shellcheck disable=SC2086
  set -- $stat
  [[ "$1" == Z ]] || printf '%s' "${20}"
}

record() { # name pid
  printf '%s\n' "$2" >"$STATE/run/$1.pid"
  start_time "$2" >"$STATE/run/$1.start"
}

recorded() { cat "$STATE/run/$1.pid" 2>/dev/null || true; }

alive() { # name: true while the very process that was recorded runs
  local pid
  pid="$(recorded "$1")"
  [[ -n "$pid" ]] || return 1
  local now
  now="$(start_time "$pid")"
  [[ -n "$now" && "$now" == "$(cat "$STATE/run/$1.start" 2>/dev/null)" ]]
}

stop_process() { # name [signal] [seconds]
  if alive "$1"; then
    local pid
    pid="$(recorded "$1")"
    kill "-${2:-TERM}" "$pid" 2>/dev/null || true
    wait_for "${3:-30}" "$1 to stop" not_alive "$1" || kill -KILL "$pid" 2>/dev/null || true
  fi
  rm -f "$STATE/run/$1.pid" "$STATE/run/$1.start"
}

not_alive() { ! alive "$1"; }

run_detached() { # name log command...: the recorded id is that of the command itself
  local name="$1" log="$2"
  shift 2
  setsid "$@" >>"$log" 2>&1 </dev/null &
  record "$name" "$!"
}
