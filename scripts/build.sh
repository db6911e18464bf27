# Builds the executable when a source is newer than it.

BUILT="$ROOT/artifacts/bin/Rupaya.Host/release/rupaya.dll"

build_host() { # one at a time: two states may share a checkout
  mkdir -p "$ROOT/artifacts"
  (
    flock 9
    build_if_newer
  ) 9>"$ROOT/artifacts/.lock"
}

build_if_newer() {
  if [[ -f "$BUILT" && -z "$(find "$ROOT/src" "$ROOT"/clients/start/start.* "$ROOT"/Directory.*.props "$ROOT/global.json" -newer "$BUILT" -type f -print -quit)" ]]; then
    return
  fi
  say "Building..."
  mkdir -p "$STATE/log"
  dotnet build "$ROOT/src/Host" -c Release -v quiet --nologo >"$STATE/log/build.log" 2>&1 || { tail -20 "$STATE/log/build.log" >&2; fail "the build failed"; }
  touch "$BUILT"
}

rupaya_executable() { dotnet "$BUILT" "$@"; }

# The secrets of this state, made once; a later release may add some.
app_secrets() {
  local line
  touch_private "$STATE/app.env"
  while IFS= read -r line; do
    grep -q "^${line%%=*}=" "$STATE/app.env" || printf '%s\n' "$line" >>"$STATE/app.env"
  done < <(secrets_missing && rupaya_executable keys new)
  cat "$STATE/app.env"
}

touch_private() { (umask 077 && touch "$1"); }

secrets_missing() { ! { grep -q '^Security__MasterKey=' "$STATE/app.env" && grep -q '^Security__TokenSecret=' "$STATE/app.env"; }; }

run_command() { # a command of the executable with this state's settings
  prepare_state
  build_host
  export_settings < <(services_env; app_secrets)
  rupaya_executable "$@"
}

run_queues() { # with the transport that this state's processes were started with
  prepare_state
  if [[ "$(cut -d' ' -f1 "$STATE/run/mode" 2>/dev/null)" == full ]]; then export_settings <<<"Messaging__Transport=RabbitMq"; fi
  run_command queues "$@"
}
