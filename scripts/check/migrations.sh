#!/usr/bin/env bash
# The migrations that are not released yet against the rules of ADR 21.
set -euo pipefail
ROOT="${ROOT:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)}"
export ROOT
for part in lib build previous upgrade; do
  # shellcheck source=/dev/null
  source "$ROOT/scripts/$part.sh"
done
UPGRADE_BUILD=release
[[ ! -f "$ROOT/artifacts/bin/Rupaya.Upgrade/debug/Rupaya.Upgrade.dll" ]] || UPGRADE_BUILD=debug
[[ "$UPGRADE_BUILD" == debug ]] || build_upgrade
released=()
if commit="$(previous_commit)"; then
  mapfile -t released < <(git -C "$ROOT" ls-tree --name-only "$commit" src/Infrastructure/Postgres/Migrations/ | sed -n 's:.*/\(.*\)\.sql$:\1:p')
fi
if upgrade_tool check-migrations "${released[@]}"; then say "migrations: 1 passed, 0 failed"; else say "migrations: 0 passed, 1 failed"; fi
