#!/usr/bin/env bash
# Packages with known holes, and copies of other people's facts that have grown old.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
status=0

for project in Rupaya.sln clients/csharp; do dotnet restore "$project" --locked-mode >/dev/null; done
found="$(dotnet list Rupaya.sln package --vulnerable --include-transitive && dotnet list clients/csharp package --vulnerable --include-transitive)"
printf '%s\n' "$found"
if grep -q 'has the following vulnerable packages' <<<"$found"; then status=1; fi

npm --prefix infra/check ci --no-audit --no-fund >/dev/null
npm --prefix infra/check audit --audit-level=moderate || status=1
# What applications get with the client; its tools stay here.
npm --prefix clients audit --audit-level=moderate --omit=dev || status=1

# The inputs of the actions that the workflows use, as they are known to the offline check.
node infra/check/actions.mjs --check || status=1
exit "$status"
