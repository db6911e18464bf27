# The second half of `./rupaya image test`: the product in containers as infra/docker/compose.yaml runs it.

image_test_stack() {
  check "compose starts everything" stack --profile app up -d
  check "everything becomes healthy" image_wait_healthy 120
  check "smoke test" "$ROOT/scripts/smoke.sh" "$API"
  check "started again it finds everything done" stack --profile app up -d
  image_test_confinement
  image_test_files
  image_test_stops
  check "the books are exact" image_command verify
  check "no message is dead" image_no_dead
  say "memory  $("$DOCKER" stats --no-stream --format '{{.Name}} {{.MemUsage}}' | sed -nE "s/^${PROJECT}[-_]([a-z]+)[-_]([0-9]) ([^ ]+) .*/\1 \2: \3/p" | sort | paste -sd, | sed 's/,/, /g')"
}

container() { "$DOCKER" ps -aq --filter "label=com.docker.compose.project=$PROJECT" --filter "label=com.docker.compose.service=$1" | sort | sed -n "${2:-1}p"; }

address() { "$DOCKER" inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$(container "$@")"; }

image_command() { stack --profile app run --rm -T --no-deps worker "$@"; }

image_wait_healthy() { # seconds
  local end=$((SECONDS + $1)) waiting
  while ((SECONDS < end)); do
    waiting="$("$DOCKER" ps -a --filter "label=com.docker.compose.project=$PROJECT" --format '{{.Names}} {{.Status}}' | grep -E 'starting|unhealthy|Restarting' || true)"
    [[ -n "$waiting" ]] || { curl -fsS --max-time 5 "$API/health/ready" | grep '"status":"ok"'; return; }
    sleep 1
  done
  say "$waiting"
  return 1
}

# ---- what each container may do, and who may talk to what

image_test_confinement() {
  local service
  for service in api worker migrate; do
    check "$service: read-only root, no capabilities, not root" image_is_confined "$service"
  done
  check "the API has no administrator's and no owner's password" image_lacks_passwords api
  check "the database refuses a connection without TLS" image_database_wants_tls
  check "the cache refuses a connection without TLS" image_cache_wants_tls
  check "the broker has no port without TLS" image_closed broker 5672
  check "no server is reached from outside" image_publishes_only haproxy
  image_test_metrics
  check "nothing looks for a library that is not there" image_log_lacks 'cannot open shared object'
}

image_is_confined() {
  [[ "$("$DOCKER" inspect -f '{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}} {{.Config.User}}' "$(container "$1")")" \
    == "true [ALL] [no-new-privileges:true] 1654" ]]
}

image_lacks_passwords() {
  local name
  for name in POSTGRES_PASSWORD OWNER_PASSWORD; do
    ! "$DOCKER" inspect -f '{{json .Config.Env}}' "$(container "$1")" | grep -F "$(password "${name%_PASSWORD}")" || return 1
  done
}

image_database_wants_tls() {
  local answer
  answer="$("$DOCKER" exec "$(container database)" psql "host=127.0.0.1 user=rupaya_app dbname=rupaya sslmode=disable" -c 'select 1' 2>&1)" && return 1
  grep "no encryption" <<<"$answer"
}

image_cache_wants_tls() {
  local answer
  answer="$("$DOCKER" exec "$(container cache)" timeout 5 redis-cli -h 127.0.0.1 ping 2>&1)" || true
  ! grep PONG <<<"$answer" && "$DOCKER" exec "$(container cache)" redis-cli --tls --cacert /certs/ca.crt ping
}

image_closed() { ! (exec 3<>"/dev/tcp/$(address "$1")/$2") 2>/dev/null; }

image_publishes_only() {
  [[ "$("$DOCKER" ps --filter "label=com.docker.compose.project=$PROJECT" --filter publish=1-65535 --format '{{.Label "com.docker.compose.service"}}')" == "$1" ]]
}

image_log_lacks() {
  local service
  for service in bootstrap migrate api worker; do ! "$DOCKER" logs "$(container "$service")" 2>&1 | grep -m1 "$1" || return 1; done
}

# On a port of their own and nowhere else.
image_test_metrics() {
  local service
  for service in api worker; do check "$service: metrics on 9464 and not on 8080" image_has_metrics "$service"; done
}

image_has_metrics() {
  curl -fsS --max-time 5 "http://$(address "$1"):9464/metrics" | grep -c '^# TYPE' \
    && [[ "$(curl -sS --max-time 5 -o /dev/null -w '%{http_code}' "http://$(address "$1"):8080/metrics")" == 404 ]]
}

# ---- files of size through a root that cannot be written

image_test_files() {
  image_session
  check "an upload of 100 000 rows" image_upload 100000
  check "an export of 100 000 rows" image_export 100000
  check "all data of a user as an archive" image_archive
}

ask() { curl -sS --max-time 300 -H "Authorization: Bearer $TOKEN" "$@"; }

pick() { grep -o "\"$1\":\"[^\"]*\"" | head -1 | cut -d'"' -f4; }

image_session() {
  local json='Content-Type: application/json'
  TOKEN="$(curl -sS "$API/api/v1/auth/signup" -H "$json" \
    -d "{\"email\":\"image-$RANDOM@rupaya.example\",\"password\":\"Image-Test-$RANDOM-aB1!\",\"deviceId\":\"image\"}" | pick accessToken)"
  BIG="$(ask "$API/api/v1/accounts" -H "$json" -d '{"name":"Big","type":"savings"}' | pick accountId)"
  LOADED="$(ask "$API/api/v1/accounts" -H "$json" -d '{"name":"Loaded","type":"savings","openingBalance":1000000}' | pick accountId)"
}

image_upload() { # rows
  local id
  awk -v rows="$1" 'BEGIN { print "date,amount,category,merchant"; for (i = 1; i <= rows; i++) printf "2026-%02d-%02d,-%d.%02d,Groceries,Shop %d\n", i % 12 + 1, i % 28 + 1, i % 900 + 1, i % 100, i }' \
    >"$STATE/statement.csv"
  id="$(ask "$API/api/v1/imports" -F "file=@$STATE/statement.csv" -F "accountId=$BIG" | pick importId)"
  wait_for 180 "the import" image_imported "$id" && ask "$API/api/v1/imports/$id" | grep -o '"counts":{[^}]*}' | grep "\"imported\":$1,"
}

image_imported() { ask "$API/api/v1/imports/$1" | grep '"status":"completed"'; }

image_export() { # rows
  ask "$API/api/v1/analytics/export" -o "$STATE/export.csv"
  say "$(wc -l <"$STATE/export.csv") lines"
  (($(wc -l <"$STATE/export.csv") > $1))
}

image_archive() {
  ask "$API/api/v1/user/export" -o "$STATE/export.zip"
  say "$(wc -c <"$STATE/export.zip") bytes"
  # The end of an archive's directory: nothing of it is missing.
  head -c 2 "$STATE/export.zip" | grep -q PK && tail -c 22 "$STATE/export.zip" | grep -qaP 'PK\x05\x06'
}
