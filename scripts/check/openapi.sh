#!/usr/bin/env bash
# The API's document against that of the release before: nothing may break, and what is new is in the change log.
set -euo pipefail
ROOT="${ROOT:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)}"
export ROOT
for part in lib build upgrade openapi; do
  # shellcheck source=/dev/null
  source "$ROOT/scripts/$part.sh"
done
UPGRADE_BUILD=release
[[ ! -f "$ROOT/artifacts/bin/Rupaya.Upgrade/debug/Rupaya.Upgrade.dll" ]] || UPGRADE_BUILD=debug
[[ "$UPGRADE_BUILD" == debug ]] || build_upgrade
if openapi_diff "$(openapi_before)"; then say "openapi: 1 passed, 0 failed"; else say "openapi: 0 passed, 1 failed"; fi
