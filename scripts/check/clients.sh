#!/usr/bin/env bash
# Both clients: made from the document, compiled strictly, and tried on answers that tests write. ./rupaya clients journey tries them on the product.
set -euo pipefail
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
for part in lib install node tally clients clients-journey; do
  # shellcheck source=/dev/null
  source "$ROOT/scripts/$part.sh"
done
mkdir -p "$STATE/log"
cd "$ROOT"
why="$(node_packages clients)" || skip clients "$why"

made() { "$ROOT/rupaya" clients >/dev/null && clients_tests_build && say "ok      both clients compile without a warning"; }

tally made
cd "$ROOT/clients/typescript"
tally_tests build/client.test.js build/receive.test.js
cd "$ROOT"
tally dotnet test tests/Clients -c Release --no-build --nologo --filter FullyQualifiedName!~Journey
tallied clients
