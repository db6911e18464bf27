# Rules with their tests, routes, dashboards. Nightly and in CI also every threshold, changed tenfold: some test must notice.

check_observability() {
  check_node observability && check_needs observability promtool=prometheus amtool=prometheus-alertmanager || return 0
  local status=0
  node --test --test-reporter dot "$ROOT/infra/check/test/observability.test.mjs" || status=1
  node "$ROOT/infra/check/observability.mjs" || status=1
  [[ -z "${RUPAYA_NIGHTLY:-}" && "${CI:-}" != true ]] || node "$ROOT/infra/check/mutate.mjs" "$ROOT/infra/observability/prometheus" || status=1
  return "$status"
}
