# Builds the image, runs the product in containers and holds it to what docs/docker.md says. Ends with "N passed, N failed".

IMAGE_LIMIT_MB=200
IMAGE_STOP_SECONDS=10
IMAGE_READY_SECONDS=2

image_test() {
  local problem
  if ! problem="$(find_engine)"; then
    say "SKIPPED: the image was not tested: $problem"
    [[ "${RUPAYA_IMAGE_TEST:-}" != 1 ]] || fail "RUPAYA_IMAGE_TEST=1 wants it tested"
    return 0
  fi
  find_engine
  find_compose || fail "neither docker compose nor docker-compose is there"
  STATE="$STATE/image"
  prepare_state
  PASSED=0 FAILED=0
  trap image_test_end EXIT
  # shellcheck disable=SC2046
  image_provide $(image_bases) $(image_servers)
  check "the image is built" image_build_quietly
  ((FAILED == 0)) || { image_test_summary; return 1; }
  image_test_settings
  image_test_itself
  image_test_stack
  image_test_start
  check "what ran goes and leaves nothing" image_test_down
  image_test_summary
}

check() { # what command…
  local what="$1" output
  shift
  if output="$("$@" 2>&1)"; then
    PASSED=$((PASSED + 1))
    say "ok      $what${output:+ ($(tail -1 <<<"$output"))}"
  else
    FAILED=$((FAILED + 1))
    say "FAILED  $what"
    tail -40 <<<"$output" | sed 's/^/        /'
  fi
}

image_test_summary() {
  say "$PASSED passed, $FAILED failed"
  ((FAILED == 0))
}

image_build_quietly() { image_build >"$STATE/log/build.log" 2>&1 || { tail -30 "$STATE/log/build.log"; return 1; }; tail -1 "$STATE/log/build.log"; }

image_servers() { sed -nE 's/^    image: ((postgres|redis|rabbitmq|haproxy):.*)/\1/p' "$ROOT/infra/docker/compose.yaml" | sort -u; }

find_compose() {
  if "$DOCKER" compose version >/dev/null 2>&1; then COMPOSE=("$DOCKER" compose); else COMPOSE=(docker-compose); fi
  command -v "${COMPOSE[0]}" >/dev/null
}

stack() { "${COMPOSE[@]}" --env-file "$STATE/.env" -p "$PROJECT" -f "$ROOT/infra/docker/compose.yaml" -f "$STATE/callers.yaml" "$@"; }

# As docs/docker.md tells: the product's secrets, then the sample with passwords filled in.
image_test_settings() {
  PROJECT="rupaya-image-$POSTGRES_PORT"
  SUBNET="10.203.$((RANDOM % 200 + 20)).0/24"
  API="http://127.0.0.1:$WORKER_PORT"
  (umask 077
    "$DOCKER" run --rm "$IMAGE" keys new
    sed -e '/^[A-Z]*_PASSWORD=$/!d' -e '/^MAIL_/d' "$ROOT/infra/docker/compose.env.sample" | while IFS= read -r line; do
      printf '%s%s\n' "$line" "$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')"
    done
    say "RUPAYA_PORT=$WORKER_PORT"
    say "RUPAYA_SUBNET=$SUBNET"
    printf '%s\n' "POSTGRES_PORT=$POSTGRES_PORT" "REDIS_PORT=$REDIS_PORT" "RABBITMQ_PORT=$RABBITMQ_PORT" "RABBITMQ_MANAGEMENT_PORT=$RABBITMQ_MANAGEMENT_PORT"
  ) >"$STATE/.env"
  # A load generator is an internal caller: limits would stop it, as they should.
  printf 'services:\n  api:\n    environment:\n      RateLimits__InternalCallers__0: "%s"\n' "$SUBNET" >"$STATE/callers.yaml"
}

image_test_down() {
  stack --profile app --profile servers down -v --remove-orphans -t 10 || return 1
  local kind left
  for kind in "container ls -a" volume\ ls network\ ls; do
    # shellcheck disable=SC2086
    left="$("$DOCKER" $kind -q --filter "label=com.docker.compose.project=$PROJECT")"
    [[ -z "$left" ]] || { say "$kind: $left"; return 1; }
  done
}

image_test_end() {
  touch "$STATE/stop-load"
  [[ -z "${PROJECT:-}" ]] || image_test_down >/dev/null 2>&1 || true
  rm -rf "$STATE/app"
}

# ---- the image by itself

image_test_itself() {
  image_unpack
  check "it has at most $IMAGE_LIMIT_MB MB" image_is_small
  check "it has no shell and no package manager" image_has_none 'sh|bash|dash|ash|busybox|apt|apt-get|dpkg|apk|curl|wget'
  check "its user is not root" image_says '{{.Config.User}}' 1654
  check "it says its version, revision and bill of materials" image_is_labelled
  check "its bill of materials is that of the lock files" image_bill_is_locked
  check "its bill names every package it ships" image_bill_is_complete
  check "no layer and no setting holds a secret" image_has_no_secret
  check "it runs with a read-only root, without capabilities and network" \
    image_is_self_contained
}

image_is_self_contained() {
  (($("$DOCKER" run --rm --read-only --cap-drop ALL --security-opt no-new-privileges --network none "$IMAGE" keys new | grep -c '^Security__') == 2))
}

image_unpack() {
  local container
  container="$("$DOCKER" create "$IMAGE")"
  rm -rf "$STATE/app"
  "$DOCKER" cp -q "$container:/app" "$STATE/app" 2>/dev/null || "$DOCKER" cp "$container:/app" "$STATE/app"
  "$DOCKER" export "$container" | tar -t >"$STATE/files"
  "$DOCKER" rm "$container" >/dev/null
}

image_is_small() {
  local size
  size="$(image_megabytes "$IMAGE")"
  say "$size MB, of which the base $(image_megabytes "$(image_bases | tail -1)") MB"
  ((size <= IMAGE_LIMIT_MB))
}

image_has_none() { ! grep -E "(^|/)($1)\$" "$STATE/files"; }

image_says() { [[ "$("$DOCKER" image inspect -f "$1" "$IMAGE")" == "$2" ]]; }

image_is_labelled() {
  image_says '{{index .Config.Labels "org.opencontainers.image.version"}}' "$(image_version)" \
    && image_says '{{index .Config.Labels "rupaya.sbom"}}' /app/sbom.json \
    && "$DOCKER" image inspect -f '{{index .Config.Labels "org.opencontainers.image.revision"}}' "$IMAGE" | grep -E '^([0-9a-f]{40}(-dirty)?|unknown)$'
}

purls() { grep -oE 'pkg:nuget/[^"]+' "$1" | sort -u; }

image_bill_is_locked() {
  sbom "$STATE/sbom.json" >/dev/null
  [[ -s "$STATE/sbom.json" ]] && diff <(purls "$STATE/sbom.json") <(purls "$STATE/app/sbom.json") && say "$(purls "$STATE/app/sbom.json" | wc -l) packages"
}

image_bill_is_complete() {
  local shipped
  shipped="$(sed -nE 's/^      "([A-Za-z][^/"]*\/[0-9][^"]*)": \{$/\1/p' "$STATE/app/rupaya.deps.json" | grep -vE '^(Rupaya\.|rupaya/)' | tr / @ | sort -u)"
  [[ -n "$shipped" ]] && ! grep -vxFf <(purls "$STATE/app/sbom.json" | cut -d/ -f2) <<<"$shipped"
}

image_has_no_secret() {
  ! { "$DOCKER" history --no-trunc --format '{{.CreatedBy}}' "$IMAGE"; "$DOCKER" image inspect -f '{{json .Config.Env}}' "$IMAGE"; } \
    | grep -iE '(password|secret|token|masterkey|api_?key)='
}
