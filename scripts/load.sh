# Measures against yardsticks on the same machine in the same run, interleaved: ours, theirs, ours, theirs.

load() { # --quick | --full | SCENARIO [PROFILE] | ratios NAMES [pairs] [seconds] | figures | events | start | measure NAME ...
  local what="${1:-}"
  shift || true
  [[ "$what" != ratios || ( -n "${1:-}" && "$1" != *consuming* ) ]] || fail "./rupaya load ratios NAMES, some of create,reads,cached,dashboards,dashboard-sql,pages,import,sign-in,ways,programs (consuming is a part of ./rupaya load events)"
  case "$what" in
    measure) load_measure "$@" ;;
    --quick | --full | ratios | figures | events | start) load_gate "$what" "$@" ;;
    "" | -*) fail "./rupaya load --quick | --full | SCENARIO [PROFILE] | ratios NAMES [pairs] [seconds] | figures | events | start | measure NAME" ;;
    *) load_gate scenario "$what" "${1:-load}" ;;
  esac
}

# What targets.json has a target for: everything that is measured ends in one report, which decides.
load_gate() { # --quick | --full | scenario NAME PROFILE | ratios NAMES [pairs] [seconds] | figures | events | start
  local kind="$1" command="./rupaya load $*" status=0
  LOAD_FAILED='' LOAD_INTERRUPTED=''
  shift
  [[ "$kind" != scenario ]] || command="./rupaya load $*"
  STATE="$STATE/load"
  prepare_state
  # A name that nobody knows is said before anything is started.
  build_load
  load_tool check-targets "$ROOT/tests/Load/targets.json" || exit 2
  [[ "$kind" != scenario ]] || load_tool check "$@" || exit 2
  [[ "$kind" != ratios ]] || load_tool check-ratios "$1" || exit 2
  load_prepare "$([[ "$kind" == --full || "$kind" == events ]] && echo full || echo base)"
  load_settings
  export LOAD_RESULTS
  LOAD_RESULTS="$STATE/results/$(date -u +%Y%m%dT%H%M%S)"
  mkdir -p "$LOAD_RESULTS"
  # Interrupted, each part ends by itself and keeps what it has; the report is still made.
  trap 'LOAD_INTERRUPTED=1' INT
  "load_gate_${kind#--}" "$@" || status=2
  [[ -z "${LOAD_FAILED:-}" ]] || status=2
  load_tool report "$ROOT/tests/Load/targets.json" "$LOAD_RESULTS" "$command" || status=$((status > 0 ? status : 1))
  return "$status"
}

# What fails or cannot be judged keeps nothing else from being measured; an interrupt does.
load_part() {
  load_tool "$@" || LOAD_FAILED=1
  [[ -z "${LOAD_INTERRUPTED:-}" ]]
}

load_gate_quick() { # under five minutes: books large enough for page 5 000
  load_role all && load_tool prepare 20 1000,110000 && load_part ratios import 5 4 || return
  load_role serve && load_part ratios create,reads 5 4 && load_part ratios dashboards,pages 5 2
}

load_gate_full() {
  load_role all && load_tool prepare 100 1000,100000,1000000 || return
  load_part ratios import,sign-in 7 8 && load_gate_scenarios || return
  load_role serve && load_part figures 6 && load_part ratios create,reads,cached,dashboards,dashboard-sql,pages 7 8 || return
  load_gate_start && load_gate_events 7 8
}

load_gate_scenarios() { # everything that has a target, and the mix
  local name
  for name in health sign-in list create dashboard-cold dashboard-cached dashboard-304 wallet-summary sync import admin mixed; do
    load_part run "$name" load || return
  done
}

load_gate_scenario() { # scenario profile
  local sizes=1000
  [[ "$1" != mixed && "$1" != dashboard-cold ]] || sizes=1000,100000
  load_role all && load_tool prepare 100 "$sizes" && load_tool run "$1" "$2"
}

load_gate_ratios() { # names [pairs] [seconds]; "consuming" needs what load_gate_events starts
  load_role all && load_tool prepare 100 "${LOAD_SIZES:-1000,260000}" || return
  local name all=() serve=()
  for name in ${1//,/ }; do
    case "$name" in import | sign-in) all+=("$name") ;; *) serve+=("$name") ;; esac
  done
  ((${#all[@]} == 0)) || load_part ratios "$(IFS=,; say "${all[*]}")" "${2:-7}" "${3:-6}" || return
  ((${#serve[@]} == 0)) || { load_role serve && load_part ratios "$(IFS=,; say "${serve[*]}")" "${2:-7}" "${3:-6}"; }
}

load_gate_figures() {
  load_role all && load_tool prepare 2 "${LOAD_SIZES:-1000,1000000}" && load_role serve && load_tool figures 6
}

# From the start of the process until it is ready, built: with warm and with cold file caches.
load_gate_start() {
  local role i
  for role in all serve work; do
    for i in 1 2 3 4 5; do load_start "$role"; done | sort -n | sed -n 3p >"$STATE/start"
    load_part figure "start-$role-seconds" "$(cat "$STATE/start")" "s, median of five, warm" || return
    if sync && { echo 3 >/proc/sys/vm/drop_caches; } 2>/dev/null; then load_part figure "start-$role-cold-seconds" "$(load_start "$role")" "s, cold file caches" || return; fi
  done
  stop_process yardstick TERM 10
}

load_start() { # role: seconds
  stop_roles
  local start="$EPOCHREALTIME"
  load_role_alone "$1" || return
  awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.2f\n", b - a }'
}

# The product in one role, and the read yardstick beside it. Alone, serve dispatches nothing: what is compared with pgbench does what pgbench does.
load_role() { # all | serve
  stop_roles
  load_role_alone "$1" || return
  export LOAD_PROCESS
  LOAD_PROCESS="$(recorded app)"
  alive yardstick || run_detached yardstick "$STATE/log/yardstick.log" dotnet "$LOAD_BUILT" yardstick "$LOAD_YARDSTICK"
}

load_role_alone() { # all | serve | work
  (
    export_settings < <(app_secrets)
    [[ "$1" != serve ]] || export Messaging__Dispatch=false
    start_role app "$1" "http://127.0.0.1:$LOAD_PORT"
  )
  wait_for "$PATIENCE" "the product" ready "$LOAD_PORT" || { say "rupaya: the product did not become ready; see $STATE/log/app.log" >&2; return 1; }
}

load_settings() { # what the generators are told
  export LOAD_POPULATION="$STATE/population.json" LOAD_URL="http://127.0.0.1:$LOAD_PORT" LOAD_METRICS="http://127.0.0.1:$METRICS_PORT" PG_BIN
  export LOAD_YARDSTICK
  stop_process yardstick TERM 10
  LOAD_YARDSTICK="http://127.0.0.1:$(free_port "$STATE/ports.env")"
  # A provider that the generators are themselves, when they sign in with one.
  export LOAD_PROVIDER Oidc__PublicUrl="$LOAD_URL" Oidc__ReturnUrls__0="$LOAD_URL/signed-in"
  LOAD_PROVIDER="http://127.0.0.1:$(free_port "$STATE/ports.env")"
  export Oidc__Providers__load__Authority="$LOAD_PROVIDER" Oidc__Providers__load__ClientId=load Oidc__Providers__load__ClientSecret=load
  export LOAD_ADMIN="Host=127.0.0.1;Port=$POSTGRES_PORT;Database=rupaya;Username=postgres;Password=$POSTGRES_PASSWORD"
}

load_prepare() { # base | full: what has to be installed; Redis and RabbitMQ are started by what needs them
  install_missing "$1"
  trap 'stop_process yardstick TERM 10; stop_roles; services_stop' EXIT
  services_start base
  build_host
  export_settings < <(services_env)
  rupaya_executable migrate
  # The generators ask more of one address than the limits allow: they are internal callers.
  export RateLimits__InternalCallers__0=127.0.0.1
  LOAD_PORT="$WORKER_PORT"
}

LOAD_BUILT="$ROOT/artifacts/bin/Rupaya.Load/release/Rupaya.Load.dll"

# Interrupted, nothing is measured any more; what was, is reported.
load_tool() {
  [[ -z "${LOAD_INTERRUPTED:-}" || "$1" == report ]] || return 130
  dotnet "$LOAD_BUILT" "$@"
}

build_load() {
  dotnet build "$ROOT/tests/Load" -c Release -v quiet --nologo >"$STATE/log/build.log" 2>&1 || { tail -20 "$STATE/log/build.log" >&2; fail "the build failed"; }
}
