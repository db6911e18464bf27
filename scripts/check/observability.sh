#!/usr/bin/env bash
# Alert rules with their tests, routes, dashboards. Nightly and in CI also every threshold, changed tenfold: some test must notice.
set -euo pipefail
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
for part in lib install node tally; do
  # shellcheck source=/dev/null
  source "$ROOT/scripts/$part.sh"
done
mkdir -p "$STATE/log"
cd "$ROOT"
needs_node observability
needs_packages observability promtool=prometheus amtool=prometheus-alertmanager

tally node infra/check/observability.mjs
tally_tests infra/check/observability/*.test.mjs
[[ -z "${RUPAYA_NIGHTLY:-}" && "${CI:-}" != true ]] || tally node infra/check/mutate.mjs infra/observability/prometheus
tallied observability
