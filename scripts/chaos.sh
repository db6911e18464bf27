# Breaks the product under load and holds what clients were told against the ledger. Servers and processes of its own, in a state of its own.

chaos() { # [--kills N] [--seed S] [--only R4|kills] [--transport rabbitmq|inprocess|both]
  export RUPAYA_STATE="$STATE/chaos"
  STATE="$RUPAYA_STATE"
  install_missing full
  prepare_state
  chaos_stop
  services_stop
  # What a campaign that failed left undone would reach the mailboxes of this one.
  rm -rf "$STATE"
  prepare_state
  trap 'chaos_stop; services_stop' EXIT
  services_start full
  [[ "${CHAOS_BUILD:-release}" == debug ]] || build_chaos
  BUILT="$ROOT/artifacts/bin/Rupaya.Chaos/${CHAOS_BUILD:-release}/rupaya.dll"
  export_settings < <(services_env)
  rupaya_executable migrate
  export_settings < <(app_secrets)
  dotnet "$(dirname "$BUILT")/Rupaya.Chaos.dll" "$@"
}

build_chaos() {
  dotnet build "$ROOT/tests/Chaos" -c Release -v quiet --nologo >"$STATE/log/build.log" 2>&1 || { tail -20 "$STATE/log/build.log" >&2; fail "the build failed"; }
}

chaos_stop() { # what a harness left behind that was killed itself
  local name
  for name in chaos-api chaos-worker chaos-app; do stop_process "$name" KILL 5; done
}
