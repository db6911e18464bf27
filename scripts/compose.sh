# Where the servers are not installed but a Docker engine runs, the same servers come from infra/docker/compose.yaml.

use_compose() {
  command -v apt-get >/dev/null && return 1
  find_postgres && return 1
  command -v docker >/dev/null && docker info >/dev/null 2>&1
}

compose() {
  POSTGRES_PASSWORD="$POSTGRES_PASSWORD" POSTGRES_PORT="$POSTGRES_PORT" REDIS_PASSWORD="$REDIS_PASSWORD" REDIS_PORT="$REDIS_PORT" \
    RABBITMQ_PASSWORD="$RABBITMQ_PASSWORD" RABBITMQ_PORT="$RABBITMQ_PORT" RABBITMQ_MANAGEMENT_PORT="$RABBITMQ_MANAGEMENT_PORT" \
    OWNER_PASSWORD="$OWNER_PASSWORD" APP_PASSWORD="$APP_PASSWORD" \
    docker compose -p "rupaya-$POSTGRES_PORT" -f "$ROOT/infra/docker/compose.yaml" --profile servers "$@"
}
