#!/usr/bin/env bash
# Terraform without terraform: the tree, and the tests of the check itself with the mistakes that it has to find.
set -euo pipefail
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
for part in lib node; do
  # shellcheck source=/dev/null
  source "$ROOT/scripts/$part.sh"
done
mkdir -p "$STATE/log"
needs_node terraform

cd "$ROOT/infra/check"
tests="$STATE/log/check-terraform.tap"
node terraform.mjs || true
node --test --test-reporter=tap test/*.test.mjs >"$tests" 2>&1 || grep -E '^ *not ok|error: |found only' "$tests" || true
passed="$(sed -n 's/^# pass //p' "$tests")"
failed="$(sed -n 's/^# fail //p' "$tests")"
# How much the check sees: minutes, so only at night.
if [[ -n "${RUPAYA_NIGHTLY:-}" ]]; then
  for kind in names references; do
    if node mutate-terraform.mjs "$kind"; then passed=$((passed + 1)); else failed=$((${failed:-0} + 1)); fi
  done
fi
say "terraform: ${passed:-0} passed, ${failed:-1} failed"
((${failed:-1} == 0))
