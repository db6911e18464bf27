# Sign-in with a certified provider of others' making (tests/Provider), against a product that is started for it.

provider_smoke() {
  local port provider log="$STATE/log/provider.log"
  command -v npm >/dev/null || fail "./rupaya provider needs Node and npm"
  install_missing base
  prepare_state
  services_start base
  build_host
  (cd "$ROOT/tests/Provider" && npm ci --no-audit --no-fund --loglevel=error) >"$log" 2>&1 || fail "npm could not install the packages of tests/Provider; see $log"
  export_settings < <(role_settings all)
  rupaya_executable migrate
  choose_ports PROVIDER_PORT PROVIDER_PRODUCT_PORT
  # shellcheck source=/dev/null
  source "$STATE/ports.env"
  port="$PROVIDER_PRODUCT_PORT" provider="http://localhost:$PROVIDER_PORT"
  trap 'stop_process provider-app TERM 30' EXIT
  (
    export Web__MetricsPort="" RateLimits__Enabled=false Oidc__PublicUrl="http://localhost:$port"
    export Oidc__ReturnUrls__0="https://app.rupaya.example/signed-in" Oidc__Providers__certified__Authority="$provider"
    export Oidc__Providers__certified__ClientId=rupaya Oidc__Providers__certified__ClientSecret=a-secret-of-the-smoke-run
    run_detached provider-app "$log" dotnet "$BUILT" all "--urls=http://localhost:$port"
  )
  wait_ready provider-app "$port" "the API" || fail "the API did not become ready; see $log"
  node "$ROOT/tests/Provider/smoke.mjs" "$port" "$PROVIDER_PORT"
}
