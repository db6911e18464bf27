#!/usr/bin/env bash
# Dockerfile and compose.yaml without an engine, and the tests of the check itself. ./rupaya image test runs both for real.
set -euo pipefail
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
for part in lib install node tally; do
  # shellcheck source=/dev/null
  source "$ROOT/scripts/$part.sh"
done
mkdir -p "$STATE/log"
cd "$ROOT"
needs_node docker

tally node infra/check/docker.mjs
tally_tests infra/check/docker/*.test.mjs
tallied docker
