# A release goes to an environment, always by the same steps. What differs between AWS and the rehearsal on this machine is how a step is done:
# scripts/deploy/aws.sh and scripts/deploy/local.sh have the same functions. docs/checklists/deployment.md is what a person looks at meanwhile.

DEPLOY_ERROR_RATIO="${DEPLOY_ERROR_RATIO:-0.001}" # of the requests after the switch
DEPLOY_SLOWER="${DEPLOY_SLOWER:-1.2}"             # times the p95 of before

deploy() { # staging|production IMAGE | --rehearse
  case "${1:-}" in
    --rehearse)
      source "$ROOT/scripts/deploy/local.sh"
      deploy_rehearse
      ;;
    staging | production)
      [[ -n "${2:-}" ]] || fail "./rupaya deploy ENVIRONMENT IMAGE: an image by its digest"
      source "$ROOT/scripts/deploy/aws.sh"
      deploy_image "$1" "$2"
      ;;
    *) fail "./rupaya deploy staging|production IMAGE, or --rehearse" ;;
  esac
}

deploy_image() { # environment image: false when it was taken back
  local environment="$1" image="$2" before
  DEPLOY_CHANGED='' DEPLOY_FAILED=''
  before="$(cloud_image "$environment")" || return 1
  deploy_notify "$environment: deployment of $image started"
  if deploy_steps "$environment" "$image"; then
    deploy_notify "$environment: $image is deployed"
    return 0
  fi
  if [[ -n "$DEPLOY_CHANGED" && -n "$before" && "$before" != "$image" ]]; then
    deploy_step "the previous image" deploy_back "$environment" "$before" || { deploy_notify "$environment: $before did NOT come back, somebody must look"; return 1; }
    deploy_notify "$environment: $image failed ($DEPLOY_FAILED), $before is back"
  else
    deploy_notify "$environment: $image failed ($DEPLOY_FAILED)"
  fi
  return 1
}

# A release's migrations leave the previous release working, so each step may be the last one. docs/operations.md says why in this order.
deploy_steps() { # environment image
  local environment="$1" image="$2" before
  deploy_step "a point to go back to" cloud_restorable "$environment" || return
  before="$(cloud_measure "$environment")" || { DEPLOY_FAILED="measuring"; return 1; }
  deploy_step migrate cloud_command "$environment" "$image" migrate || return
  # Without a broker there is none to declare.
  [[ "${DEPLOY_TRANSPORT:-RabbitMq}" == InProcess ]] || deploy_step topology cloud_command "$environment" "$image" topology || return
  DEPLOY_CHANGED="workers"
  deploy_step workers cloud_workers "$environment" "$image" || return
  DEPLOY_CHANGED="workers and API"
  deploy_step "the API, blue-green" cloud_api "$environment" "$image" || return
  deploy_step smoke "$ROOT/scripts/smoke.sh" "$(cloud_url "$environment")" || return
  [[ "$environment" == production ]] || deploy_step soak deploy_soak "$environment" || return
  deploy_step "error ratio and p95" deploy_compare "$environment" "$before" || return
  deploy_step verify cloud_command "$environment" "$image" verify
}

# Code goes back, the schema does not: that is what expand and contract is for.
deploy_back() { # environment image
  [[ "$DEPLOY_CHANGED" == workers ]] || cloud_api "$1" "$2" || return
  cloud_workers "$1" "$2"
}

deploy_step() { # what command...
  local what="$1" began="$SECONDS"
  shift
  if "$@"; then
    say "  $what: done in $((SECONDS - began)) s"
  else
    say "  $what: FAILED after $((SECONDS - began)) s"
    DEPLOY_FAILED="$what"
    return 1
  fi
}

# Ten minutes of the smoke test, one after the other: a new user's way through the product is what a release breaks first.
deploy_soak() { # environment
  local url deadline=$((SECONDS + ${DEPLOY_SOAK_SECONDS:-600}))
  url="$(cloud_url "$1")"
  while ((SECONDS < deadline)); do
    "$ROOT/scripts/smoke.sh" "$url" >/dev/null || return
    # Sign-ups are limited to five a minute and address.
    sleep "${DEPLOY_SOAK_PAUSE:-15}"
  done
}

deploy_compare() { # environment "ratio p95" of before
  local after
  after="$(cloud_measure "$1")" || return
  say "    before: $2, after: $after (share of errors, p95 in ms)"
  awk -v before="$2" -v after="$after" -v most="$DEPLOY_ERROR_RATIO" -v slower="$DEPLOY_SLOWER" 'BEGIN {
    split(before, b); split(after, a)
    # Below 50 ms a fifth more is noise.
    exit !(a[1] <= most && (a[2] <= 50 || b[2] == 0 || a[2] <= slower * b[2]))
  }'
}

deploy_notify() { # text
  say "$1"
  [[ -n "${DEPLOY_NOTIFY_URL:-}" ]] || return 0
  local text="${1//\\/\\\\}"
  # The address is a secret: it comes from a file descriptor, not from the command line. A chat that is away holds up nothing.
  curl -fsS --max-time 10 -H 'Content-Type: application/json' -d "{\"text\":\"Rupaya ${text//\"/\\\"}\"}" -K - >/dev/null 2>&1 <<<"url = \"$DEPLOY_NOTIFY_URL\"" \
    || say "  (the notice was not taken)"
}
