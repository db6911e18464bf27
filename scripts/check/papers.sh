#!/usr/bin/env bash
# Links, runbooks and checklists. What runs the runbooks' commands is ./rupaya alarms.
set -euo pipefail
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
for part in lib install node tally; do
  # shellcheck source=/dev/null
  source "$ROOT/scripts/$part.sh"
done
mkdir -p "$STATE/log"
cd "$ROOT"
needs_node papers

tally node infra/check/papers.mjs
tally_tests infra/check/papers/*.test.mjs
tallied papers
