# The API's document against that of a release before it.

openapi() { # diff [old.json]
  [[ "${1:-}" == diff ]] || { usage >&2; exit 2; }
  local old="${2:-}"
  [[ -n "$old" ]] || old="$(openapi_before)"
  [[ -f "$old" ]] || fail "there is no document $old"
  build_upgrade
  openapi_diff "$old"
}

# The newest document of docs/api whose version is not the one that is being written.
openapi_before() {
  local current
  current="$(sed -n 's/^## \([0-9]*\.[0-9]*\)\.[0-9]* .*/\1/p' "$ROOT/docs/api/CHANGELOG.md" | head -n 1)"
  find "$ROOT/docs/api" -name 'openapi-*.json' ! -name "openapi-$current.json" | sort -V | tail -n 1
}

openapi_diff() { upgrade_tool openapi-diff "$1" "$ROOT/tests/Integration/Data/openapi.v1.json" "$ROOT/docs/api/CHANGELOG.md"; }
