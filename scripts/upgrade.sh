# This release beside the one before it: the upgrade, its rehearsal under load, and what migrations may do.

build_upgrade() {
  mkdir -p "$STATE/log"
  dotnet build "$ROOT/tests/Upgrade" -c Release -v quiet --nologo >"$STATE/log/build.log" 2>&1 || { tail -20 "$STATE/log/build.log" >&2; fail "the build failed"; }
}

upgrade_tool() { dotnet "$ROOT/artifacts/bin/Rupaya.Upgrade/${UPGRADE_BUILD:-release}/Rupaya.Upgrade.dll" "$@"; }

# The release before this one works on against a database that this one has migrated; a part of ./rupaya test, with its servers.
run_upgrade() {
  if ! previous_release; then
    say "upgrade: SKIPPED: $(why_no_previous)"
    return
  fi
  local status=0
  upgrade_tool upgrade "$PREVIOUS_NAME" "$PREVIOUS_BIN" "$@" 2>&1 | tee "$STATE/log/upgrade.log" || status=1
  (($#)) || run_planted | tee -a "$STATE/log/upgrade.log" || status=1
  return "$status"
}

# An upgrade that cannot fail shows nothing: with a column renamed under the release before this one, it must, and name what broke.
run_planted() {
  local log="$STATE/log/planted.log"
  if ! upgrade_tool upgrade "$PREVIOUS_NAME" "$PREVIOUS_BIN" --plant renamed-column >"$log" 2>&1 && grep -q 'POST /api/v1/goals: 500' "$log"; then
    say "ok     a renamed column is found"
    say "upgrade: 1 passed, 0 failed"
  else
    cat "$log"
    say "FAILED a renamed column is not found"
    say "upgrade: 0 passed, 1 failed"
    return 1
  fi
}

upgrade() { # [--plant renamed-column]: the same alone, with servers of its own
  STATE="$STATE/upgrade"
  install_missing test
  prepare_state
  trap services_stop EXIT
  services_start full
  build_upgrade
  export_settings < <(services_env)
  run_upgrade "$@"
}

rehearse() { # [--rounds N] [--from GIT-REF] [--plant equal-readiness]: a release and its rollback under load
  local arguments=() from=''
  while (($#)); do
    case "$1" in
      --from) from="${2:?--from needs a git ref}"; shift ;;
      --rounds | --plant) arguments+=("$1" "${2:?$1 needs a value}"); shift ;;
      *) usage >&2; exit 2 ;;
    esac
    shift
  done
  previous_release "${from:-$(rehearsal_from)}" || fail "$(why_no_previous)"
  STATE="$STATE/rehearsal"
  install_missing rehearsal
  prepare_state
  trap services_stop EXIT
  services_start base
  build_upgrade
  export_settings < <(services_env; app_secrets)
  HAPROXY="$(command -v haproxy || echo /usr/sbin/haproxy)" RUPAYA_STATE="$STATE" upgrade_tool rehearse "$PREVIOUS_NAME" "$PREVIOUS_BIN" "${arguments[@]}"
}

# 0.1.0 wants exactly its own schema and is taken away by every balancer once a later one is there. As long as it is the release before this one, the
# rehearsal begins with the first commit that has a longer view.
rehearsal_from() {
  [[ "$(git -C "$ROOT" describe --tags --abbrev=0 --match 'v[0-9]*' HEAD^ 2>/dev/null)" == v0.1.0 ]] || return 0
  git -C "$ROOT" log -1 --diff-filter=A --format=%H -- src/Infrastructure/Postgres/SchemaState.cs
}
