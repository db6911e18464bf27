# A running product for what clients are tried on: a state of its own below the state, ended with the script.

clients_stack() { # leaves RUPAYA_URL
  STATE="$STATE/clients"
  install_missing base
  prepare_state
  choose_ports API_PORT
  # shellcheck source=/dev/null
  source "$STATE/ports.env"
  trap clients_stack_stop EXIT
  services_start base
  build_host
  # Receivers here are on loopback, and several people sign in from one address; everything else is as it always is.
  export Webhooks__AllowHttp=true Webhooks__AllowedNetworks__0=127.0.0.0/8 RateLimits__Auth__Limit=100 RateLimits__Public__Limit=1000
  (export_settings < <(services_env) && rupaya_executable migrate) >"$STATE/log/migrate.log" 2>&1 || { cat "$STATE/log/migrate.log" >&2; fail "the database could not be migrated"; }
  bring_up_roles all "$API_PORT"
  export RUPAYA_URL="http://127.0.0.1:$API_PORT"
}

clients_stack_stop() {
  stop_roles
  services_stop
}
