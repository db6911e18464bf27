# A private RabbitMQ with the management plugin: own node name, ports, cookie and port mapper.

rabbitmq_start() {
  alive rabbitmq && return
  local dir="$STATE/rabbitmq"
  mkdir -p "$dir"
  rabbitmq_configure "$dir"
  if ! alive epmd; then
    run_detached epmd "$STATE/log/rabbitmq.log" epmd -port "$RABBITMQ_EPMD_PORT" -address 127.0.0.1
    wait_for 60 "RabbitMQ's port mapper" port_open "$RABBITMQ_EPMD_PORT" || fail "epmd did not start; see $STATE/log/rabbitmq.log"
  fi
  # A killed server's port or its name with the port mapper may be held for a moment: the next one then gives up at once.
  local tries
  for tries in {1..5}; do
    rabbitmq_launch "$dir"
    wait_for "$PATIENCE" RabbitMQ rabbitmq_answers_or_died || break
    if rabbitmq_answers >/dev/null 2>&1; then
      record rabbitmq "$(rabbitmq_beam "$(recorded rabbitmq)")"
      return
    fi
    sleep "$tries"
  done
  tail -20 "$STATE/log/rabbitmq.log" >&2
  fail "RabbitMQ did not start; see $STATE/log/rabbitmq.log"
}

rabbitmq_launch() { # directory
  local dir="$1"
  rm -f "$dir/pid"
  run_detached rabbitmq "$STATE/log/rabbitmq.log" env -C "$dir" \
    HOME="$dir" \
    RABBITMQ_NODENAME="rupaya-$RABBITMQ_PORT@localhost" \
    RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 \
    RABBITMQ_NODE_PORT="$RABBITMQ_PORT" \
    RABBITMQ_DIST_PORT="$RABBITMQ_DIST_PORT" \
    RABBITMQ_MNESIA_BASE="$dir/data" \
    RABBITMQ_LOG_BASE="$dir/log" \
    RABBITMQ_LOGS=- \
    RABBITMQ_PID_FILE="$dir/pid" \
    RABBITMQ_ENABLED_PLUGINS_FILE="$dir/enabled_plugins" \
    RABBITMQ_CONFIG_FILE="$dir/rabbitmq.conf" \
    RABBITMQ_CONF_ENV_FILE="$dir/none" \
    ERL_EPMD_PORT="$RABBITMQ_EPMD_PORT" \
    /usr/lib/rabbitmq/bin/rabbitmq-server
}

rabbitmq_configure() {
  # Its metrics only where somebody scrapes them (./rupaya alarms).
  printf '[rabbitmq_management%s].\n' "${RABBITMQ_PROMETHEUS_PORT:+,rabbitmq_prometheus}" >"$1/enabled_plugins"
  (umask 077 && cat >"$1/rabbitmq.conf" <<CONF
listeners.tcp.1 = 127.0.0.1:$RABBITMQ_PORT
management.tcp.ip = 127.0.0.1
management.tcp.port = $RABBITMQ_MANAGEMENT_PORT
default_user = $(rabbitmq_login | cut -d: -f1)
default_pass = $(rabbitmq_login | cut -d: -f2)
loopback_users = none
disk_free_limit.absolute = 200MB
${RABBITMQ_PROMETHEUS_PORT:+prometheus.tcp.ip = 127.0.0.1
prometheus.tcp.port = $RABBITMQ_PROMETHEUS_PORT}
CONF
  )
}

rabbitmq_beam() { # the server is a child of the start script, or that script itself after an exec
  local pid="$1" child
  until [[ "$(cat "/proc/$pid/comm" 2>/dev/null)" == beam* ]]; do
    child="$(cat "/proc/$pid/task/$pid/children" 2>/dev/null | cut -d' ' -f1)"
    [[ -n "$child" ]] || break
    pid="$child"
  done
  printf '%s' "$pid"
}

rabbitmq_answers() {
  port_open "$RABBITMQ_PORT" && port_open "$RABBITMQ_MANAGEMENT_PORT" && rabbitmq_api overview
}

rabbitmq_answers_or_died() { rabbitmq_answers || not_alive rabbitmq; }

rabbitmq_api() { curl -fsS -K - "http://127.0.0.1:$RABBITMQ_MANAGEMENT_PORT/api/$1" <<<"user = \"$(rabbitmq_login)\""; }

rabbitmq_login() { # user:password
  server_address RabbitMqManagement "http://rupaya:$RABBITMQ_PASSWORD@" | sed -E 's,.*//([^@]*)@.*,\1,'
}

rabbitmq_stop() {
  stop_process rabbitmq TERM 30
  stop_process epmd TERM 5
}
