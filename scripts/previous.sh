# The release before this one, as it was built then: what an upgrade begins with.

PREVIOUS="$STATE/previous"

# Sets PREVIOUS_NAME and PREVIOUS_BIN (the folder with rupaya.dll), or WHY_NOT. RUPAYA_PREVIOUS names a folder with a release's files instead.
previous_release() { # [git-ref]
  PREVIOUS_NAME='' PREVIOUS_BIN='' WHY_NOT=''
  rm -f "$PREVIOUS/why-not"
  if [[ -z "${1:-}" && -n "${RUPAYA_PREVIOUS:-}" ]]; then
    [[ -f "$RUPAYA_PREVIOUS/rupaya.dll" ]] || { WHY_NOT="RUPAYA_PREVIOUS has no rupaya.dll: $RUPAYA_PREVIOUS"; return 1; }
    PREVIOUS_NAME="$(basename "$RUPAYA_PREVIOUS")" PREVIOUS_BIN="$RUPAYA_PREVIOUS"
    return
  fi
  local commit
  commit="$(previous_commit "${1:-}")" || return 1
  PREVIOUS_NAME="$(git -C "$ROOT" describe --tags --exact-match --match 'v[0-9]*' "$commit" 2>/dev/null || git -C "$ROOT" rev-parse --short "$commit")"
  PREVIOUS_BIN="$PREVIOUS/$PREVIOUS_NAME"
  [[ -f "$PREVIOUS_BIN/rupaya.dll" ]] || build_previous "$commit"
}

# The newest tag that this commit comes after; without tags the last commit that was built as another version.
previous_commit() { # [git-ref]
  local found version
  git -C "$ROOT" rev-parse HEAD >/dev/null 2>&1 || { why_not "there is no git history here"; return 1; }
  if [[ -n "${1:-}" ]]; then
    git -C "$ROOT" rev-parse --verify --quiet "$1^{commit}" || { why_not "there is no commit $1"; return 1; }
    return
  fi
  if found="$(git -C "$ROOT" describe --tags --abbrev=0 --match 'v[0-9]*' HEAD^ 2>/dev/null)"; then
    git -C "$ROOT" rev-parse "$found^{commit}"
    return
  fi
  version="$(sed -n 's:.*\(<Version>.*</Version>\).*:\1:p' "$ROOT/Directory.Build.props")"
  found="$(git -C "$ROOT" log -1 --format=%H -S"$version" -- Directory.Build.props)"
  git -C "$ROOT" rev-parse --verify --quiet "${found:-none}^" || { why_not "no tag v* and no commit with another version is to be found (a shallow clone?)"; return 1; }
}

# From a function that runs in a subshell.
why_not() { mkdir -p "$PREVIOUS" && printf '%s' "$1" >"$PREVIOUS/why-not"; }

build_previous() { # commit
  local source="$PREVIOUS_BIN.source" log="$PREVIOUS_BIN.log"
  say "Building $PREVIOUS_NAME..."
  rm -rf "$source" "$PREVIOUS_BIN"
  mkdir -p "$source"
  git -C "$ROOT" archive "$1" | tar -x -C "$source"
  if dotnet build "$source/src/Host" -c Release -v quiet --nologo >"$log" 2>&1; then
    mv "$source/artifacts/bin/Rupaya.Host/release" "$PREVIOUS_BIN"
    rm -rf "$source"
  else
    WHY_NOT="$PREVIOUS_NAME could not be built (no network for its packages?); see $log"
    return 1
  fi
}

# Why there is none, after previous_release failed.
why_no_previous() { say "${WHY_NOT:-$(cat "$PREVIOUS/why-not" 2>/dev/null)}"; }
