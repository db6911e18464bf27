#!/usr/bin/env bash
# Workflows by two linters and the rules of the house, scripts by shellcheck, YAML by yamllint, no secret in the tree.
set -euo pipefail
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
for part in lib install node tally; do
  # shellcheck source=/dev/null
  source "$ROOT/scripts/$part.sh"
done
mkdir -p "$STATE/log"
cd "$ROOT"
needs_node workflows
needs_packages workflows shellcheck=shellcheck yamllint=yamllint

tally shellcheck -S warning rupaya .ci/run scripts/*.sh scripts/*/*.sh infra/docker/*.sh
tally yamllint --strict .
tally node infra/check/workflows.mjs
tally_tests infra/check/workflows/*.test.mjs
tallied workflows
