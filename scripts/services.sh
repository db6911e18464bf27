# The three servers and the settings that lead to them.

services() {
  case "${1:-}" in
    start) install_missing full && prepare_state && services_start full && say "PostgreSQL, Redis and RabbitMQ are running." ;;
    stop) prepare_state && services_stop ;;
    status) prepare_state && services_status ;;
    env) prepare_state && services_env && admin_env ;;
    *) usage >&2; exit 2 ;;
  esac
}

services_start() { # base | full
  if use_compose; then
    local wanted=(postgres)
    [[ "$1" == full ]] && wanted=(postgres redis rabbitmq)
    compose up -d --wait "${wanted[@]}" || fail "docker compose did not start ${wanted[*]}"
    return
  fi
  postgres_start
  if [[ "$1" == full ]]; then
    redis_start
    rabbitmq_start
  fi
}

services_stop() {
  if use_compose; then
    compose down
    return
  fi
  rabbitmq_stop
  redis_stop
  postgres_stop
}

services_status() {
  local name
  for name in postgres redis rabbitmq; do
    if alive "$name"; then say "$name running (process $(recorded "$name"))"; else say "$name stopped"; fi
  done
}

services_env() {
  local postgres="Host=127.0.0.1;Port=$POSTGRES_PORT;Database=rupaya"
  server_address Postgres "$postgres;Username=rupaya_app;Password=$APP_PASSWORD"
  server_address PostgresOwner "$postgres;Username=rupaya_owner;Password=$OWNER_PASSWORD"
  server_address Redis "127.0.0.1:$REDIS_PORT,password=$REDIS_PASSWORD"
  server_address RabbitMq "amqp://rupaya:$RABBITMQ_PASSWORD@127.0.0.1:$RABBITMQ_PORT/"
  server_address RabbitMqManagement "http://rupaya:$RABBITMQ_PASSWORD@127.0.0.1:$RABBITMQ_MANAGEMENT_PORT/"
}

# For tests of what makes a new server ready; the product's processes never get it.
admin_env() {
  say "ConnectionStrings__PostgresAdmin=Host=127.0.0.1;Port=$POSTGRES_PORT;Database=postgres;Username=postgres;Password=$POSTGRES_PASSWORD"
}

# Exports settings read from standard input; what the environment has already, wins.
export_settings() {
  local line
  while IFS= read -r line; do
    [[ -v "${line%%=*}" ]] || export "${line?}"
  done
}
