# Clients, collections and the mock, all from the API's document. What is generated is not in the repository.

DOCUMENT="$ROOT/tests/Integration/Data/openapi.v1.json"
PRISM="$ROOT/clients/node_modules/@stoplight/prism-cli/dist/index.js"

clients() { # [journey | compare]
  (($# <= 1)) || { usage >&2; exit 2; }
  mkdir -p "$STATE/log"
  case "${1:-}" in
    '' | journey)
      clients_generate
      clients_build
      if [[ -z "${1:-}" ]]; then clients_pack; else clients_journey; fi
      ;;
    compare) clients_compare ;;
    *) usage >&2; exit 2 ;;
  esac
}

# The types and the calls. TypeScript's compiler and NSwag's tool do the rest.
clients_generate() (
  clients_tools
  cd "$ROOT/clients" || exit
  mkdir -p typescript/src/generated csharp/Generated "$ROOT/artifacts/clients"
  npx --no openapi-typescript "$DOCUMENT" -o typescript/src/generated/schema.ts >"$STATE/log/clients.log" 2>&1 || clients_failed
  node operations.mjs "$DOCUMENT" typescript/src/generated/operations.ts
  node csharp/prepare.mjs "$DOCUMENT" "$ROOT/artifacts/clients/nswag.openapi.json" csharp/Generated/Operations.cs
  dotnet nswag run csharp/nswag.json \
    "/variables:Document=$ROOT/artifacts/clients/nswag.openapi.json,Output=$PWD/csharp/Generated/RupayaApi.cs" >"$STATE/log/clients.log" 2>&1 || clients_failed
)

clients_tools() {
  local why
  why="$(node_packages clients)" || fail "$why"
  dotnet tool restore >"$STATE/log/tools.log" 2>&1 || { cat "$STATE/log/tools.log" >&2; fail "the tools could not be restored"; }
}

clients_build() {
  npm --prefix "$ROOT/clients/typescript" run --silent build || fail "the TypeScript client does not compile"
  clients_dotnet build "$ROOT/clients/csharp"
}

# All of it with one version, so that the client is compiled once.
clients_dotnet() { # command project [options…]
  dotnet "$@" -c Release -v quiet --nologo "-p:Version=$(document_version)" >"$STATE/log/clients.log" 2>&1 || clients_failed
}

clients_pack() {
  local packages="$STATE/packages" staged="$ROOT/artifacts/clients/typescript" version
  version="$(document_version)"
  rm -rf "$packages" "$staged" && mkdir -p "$packages" "$staged"
  cp -r "$ROOT/clients/typescript/"{dist,README.md,package.json} "$staged"
  (cd "$staged" && npm pkg set "version=$version" && npm pkg delete private devDependencies scripts && npm pack --silent --pack-destination "$packages" >/dev/null)
  clients_dotnet pack "$ROOT/clients/csharp" --no-build -o "$packages"
  node "$ROOT/clients/collections.mjs" "$DOCUMENT" "$packages"
  say "Clients and collections of version $version are in $packages:"
  (cd "$packages" && du -h --apparent-size -- * | sed 's/^/  /')
}

document_version() { sed -n '1,/"version"/s/.*"version": "\(.*\)".*/\1/p' "$DOCUMENT"; }

clients_failed() {
  grep -E 'error|warn' "$STATE/log/clients.log" | sort -u | head -20 >&2 || cat "$STATE/log/clients.log" >&2
  fail "the clients could not be made; see $STATE/log/clients.log"
}

mock() { # [--port N]
  local port=4010
  if [[ "${1:-}" == --port ]]; then port="${2:?--port needs a number}" && shift 2; fi
  (($# == 0)) || { usage >&2; exit 2; }
  mkdir -p "$STATE/log"
  local why
  why="$(node_packages clients)" || fail "$why"
  say "The mock is at http://127.0.0.1:$port/api/v1; any token will do."
  exec node "$PRISM" mock --host 127.0.0.1 --port "$port" --verboseLevel warn "$DOCUMENT"
}
