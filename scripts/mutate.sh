# Changes the code of Domain in many small ways, and tells how many of the changes the unit tests notice.

mutate() { # [arguments of dotnet-stryker...]
  mkdir -p "$STATE/log"
  restore_tools
  (cd "$ROOT/tests/Mutation" && dotnet stryker --config-file stryker-config.json --output "$ROOT/artifacts/mutation" "$@")
}
