# The same steps on this machine, for ./rupaya deploy --rehearse: an environment is a state of its own with PostgreSQL, API and worker processes, and
# haproxy for a balancer; an image is a directory below registry/ with the build and the settings that make it behave. Nothing is backed up here.

cloud_here() { # environment command...: with that environment's state
  local environment="$1"
  shift
  (STATE="$DEPLOY_STATE/$environment" && prepare_state && "$@")
}

cloud_url() { say "http://127.0.0.1:$(cat "$DEPLOY_STATE/$1/front")"; }

cloud_image() { cat "$DEPLOY_STATE/$1/run/image" 2>/dev/null || true; }

cloud_restorable() { cloud_here "$1" psql_admin rupaya -c 'select 1' >/dev/null; }

cloud_command() { # environment image command...
  local environment="$1" image="$2"
  shift 2
  cloud_here "$environment" cloud_run "$image" "$@" >>"$DEPLOY_STATE/$environment/log/commands.log" 2>&1
}

cloud_run() { # image command...
  local image="$1"
  shift
  cloud_settings "$image"
  dotnet "$DEPLOY_STATE/registry/$image/rupaya.dll" "$@"
}

cloud_settings() { # image: its planted settings win over those of the state
  BUILT="$DEPLOY_STATE/registry/$1/rupaya.dll"
  export_settings <"$DEPLOY_STATE/registry/$1/settings.env"
  export_settings < <(role_settings base)
}

cloud_start() { # name image role port
  (
    cloud_settings "$2"
    export Web__MetricsPort=0
    start_role "$1" "$3" "http://127.0.0.1:$4"
  )
  wait_for 60 "$1" ready "$4"
}

cloud_workers() { cloud_here "$1" cloud_replace_worker "$2"; }

cloud_replace_worker() { # image
  stop_process worker TERM 30
  cloud_start worker "$1" work "$WORKER_PORT"
}

cloud_api() { cloud_here "$1" cloud_switch "$2"; }

cloud_switch() { # image: blue-green by draining; back when the balancer counts too many failures
  local image="$1" old new
  old="$(cat "$STATE/run/colour" 2>/dev/null || say green)"
  new="$([[ "$old" == green ]] && say blue || say green)"
  cloud_start "api-$new" "$image" serve "$(cat "$STATE/$new")" || { stop_process "api-$new" TERM 30; return 1; }
  cloud_shift "$old" "$new" || return
  if ! cloud_bake; then
    cloud_shift "$new" "$old"
    stop_process "api-$new" TERM 30
    say "    the alarm rang: back to $old"
    return 1
  fi
  stop_process "api-$old" TERM 30
  say "$new" >"$STATE/run/colour"
  say "$image" >"$STATE/run/image"
}

cloud_shift() { # from to: no request is cut off
  balancer "set server api/$2 state ready" >/dev/null
  wait_for 30 "the balancer" cloud_server "$2" 18 UP || return
  balancer "set server api/$1 state drain" >/dev/null
  wait_for 60 "the old side" cloud_server "$1" 5 0
}

cloud_server() { # name column value: of haproxy's "show stat"
  [[ "$(balancer "show stat api 4 -1" | awk -F, -v name="$1" -v column="$2" '$2 == name { print $column }')" == "$3" ]]
}

cloud_counts() { balancer "show stat api 2 -1" | awk -F, '$2 == "BACKEND" { print $49, $44, $61 }'; } # requests, 5xx, mean time of an answer

cloud_bake() {
  local before now deadline=$((SECONDS + DEPLOY_BAKE_SECONDS))
  before="$(cloud_counts)"
  while ((SECONDS < deadline)); do
    sleep 1
    now="$(cloud_counts)"
    awk -v a="$before" -v b="$now" 'BEGIN { split(a, x); split(b, y); n = y[1] - x[1]; exit n >= 50 && (y[2] - x[2]) / n > 0.01 }' || return
  done
}

cloud_measure() { cloud_here "$1" cloud_measured; }

# Of five seconds, and the mean instead of the p95, which haproxy does not keep.
cloud_measured() {
  local before
  before="$(cloud_counts)"
  sleep 5
  awk -v a="$before" -v b="$(cloud_counts)" 'BEGIN { split(a, x); split(b, y); n = y[1] - x[1]; print (n > 0 ? (y[2] - x[2]) / n : 0), y[3] + 0 }'
}

balancer() { # a command of haproxy's runtime interface
  local line
  exec 3<>"/dev/tcp/127.0.0.1/$(cat "$STATE/admin")"
  printf '%s\n' "$1" >&3
  while IFS= read -r line <&3; do printf '%s\n' "$line"; done
  exec 3>&-
}

source "$ROOT/scripts/deploy/rehearsal.sh"
