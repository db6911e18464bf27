# The container image: built here as on GitHub, from infra/docker/Dockerfile.

IMAGE=rupaya:local
DOCKER=""

image() {
  case "${1:-}" in
    test)
      local part
      for part in image-test image-stack image-stops; do
        # shellcheck source=/dev/null
        source "$ROOT/scripts/$part.sh"
      done
      image_test
      ;;
    *) image_build "$@" ;;
  esac
}

# The first client that can build with BuildKit (one without its buildx part cannot), and an engine that answers it. Prints why there is none.
find_engine() {
  local client
  DOCKER=""
  for client in $(type -ap docker); do
    if DOCKER_BUILDKIT=1 "$client" build --help >/dev/null 2>&1; then
      DOCKER="$client"
      break
    fi
  done
  [[ -n "$DOCKER" ]] || { say "there is no Docker client that builds with BuildKit"; return 1; }
  "$DOCKER" info >/dev/null 2>&1 || { say "no Docker engine answers $DOCKER"; return 1; }
}

image_version() { sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$ROOT/Directory.Build.props"; }

image_build() { # [--push REPO] [--platform LIST]
  local repo="" platforms="" problem args
  while (($#)); do
    case "$1" in
      --push) repo="${2:?--push needs a repository}" ;;
      --platform) platforms="${2:?--platform needs a list such as linux/amd64,linux/arm64}" ;;
      *) usage >&2; exit 2 ;;
    esac
    shift 2
  done
  [[ -z "$platforms" || -n "$repo" ]] || fail "--platform needs --push: an engine keeps images of its own kind only"
  problem="$(find_engine)" || fail "$problem"
  find_engine
  args=(-f "$ROOT/infra/docker/Dockerfile" --network "$(image_network)" --build-arg "VERSION=$(image_version)"
    --build-arg "REVISION=$(git -C "$ROOT" describe --always --dirty --abbrev=40 --exclude='*' 2>/dev/null || echo unknown)")
  if [[ -n "$platforms" ]]; then
    image_push_all "$repo" "$platforms"
    return
  fi
  DOCKER_BUILDKIT=1 "$DOCKER" build "${args[@]}" -t "$IMAGE" -t rupaya:latest -t "rupaya:$(image_version)" "$ROOT" || fail "the image could not be built"
  say "$IMAGE, $(image_megabytes "$IMAGE") MB"
  [[ -z "$repo" ]] || image_push "$repo"
}

# The last line is the digest, by which deployments name what was tested.
image_push() { # repository
  local name
  name="$1:$(image_version)"
  if ! "$DOCKER" tag "$IMAGE" "$name" || ! "$DOCKER" push -q "$name" >/dev/null; then fail "$name could not be pushed"; fi
  "$DOCKER" image inspect -f '{{range .RepoDigests}}{{println .}}{{end}}' "$name" | grep -m1 "^$1@"
}

# Several kinds at once are built and pushed in one go; their attestations go with them.
image_push_all() { # repository platforms
  local facts
  facts="$(mktemp)"
  "$DOCKER" buildx build "${args[@]}" --platform "$2" --provenance mode=max -t "$1:$(image_version)" --push --metadata-file "$facts" "$ROOT" \
    || fail "the image could not be pushed to $1"
  say "$1@$(sed -n 's/.*"containerimage.digest": *"\([^"]*\)".*/\1/p' "$facts")"
  rm -f "$facts"
}

image_megabytes() { "$DOCKER" image inspect -f '{{.Size}}' "$1" | awk '{ printf "%d", $1 / 1000000 }'; }

# Stand-ins mean that this machine reaches packages but no registry; its engine may have no network of its own to the outside either.
image_network() { if is_standin "$(image_bases | head -1)"; then echo host; else echo default; fi; }

is_standin() { [[ -n "$("$DOCKER" image inspect -f '{{index .Config.Labels "rupaya.standin"}}' "$1" 2>/dev/null)" ]]; }

image_bases() { sed -nE 's/^ARG (NATIVE|SDK|RUNTIME)=//p' "$ROOT/infra/docker/Dockerfile"; }

# Those that are neither here nor can be pulled are made from Debian's packages.
image_provide() { # name…
  local name missing=()
  for name in "$@"; do
    "$DOCKER" image inspect "$name" >/dev/null 2>&1 || "$DOCKER" pull -q "$name" >/dev/null 2>&1 || missing+=("$name")
  done
  ((${#missing[@]} == 0)) || "$ROOT/infra/docker/standins.sh" "$DOCKER" "${missing[@]}" || fail "the images ${missing[*]} are not to be had"
  for name in "$@"; do
    if is_standin "$name"; then say "stand-in $name"; else say "registry $name"; fi
  done
}
