#!/usr/bin/env bash
# A deployment's steps on AWS, with a stand-in for its command line. ./rupaya deploy --rehearse goes through the same steps with real processes.
set -euo pipefail
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
for part in lib install node tally; do
  # shellcheck source=/dev/null
  source "$ROOT/scripts/$part.sh"
done
mkdir -p "$STATE/log"
cd "$ROOT"
needs_node deploy
needs_packages deploy jq=jq

tally_tests infra/check/deploy/*.test.mjs
tallied deploy
