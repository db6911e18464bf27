# This state's secrets: app.env is what the product reads and rotations write, secrets.env what the servers were made with.

secrets() { # what…: see rupaya secrets
  case "${1:-}" in
    rotate) secrets_rotate "${@:2}" ;;
    restore) secrets_restore "${@:2}" ;;
    finish) if [[ "${2:-}" == backup ]]; then secrets_of_backups finish; else secrets_run "$@"; fi ;;
    *) secrets_run "$@" ;;
  esac
}

# In a subshell: what it exports must not win over what it wrote.
secrets_run() (
  prepare_state
  build_host
  touch_private "$STATE/app.env"
  secrets_call "$@"
)

secrets_call() {
  export_settings < <(services_env; admin_env; transport_settings; app_secrets)
  rupaya_executable secrets "$@" --store "$STATE/app.env" --store "$STATE/secrets.env"
}

# Those of the processes that run, or ran last.
transport_settings() {
  [[ "$(cut -d' ' -f1 "$STATE/run/mode" 2>/dev/null)" != full ]] || printf '%s\n' Messaging__Transport=RabbitMq Cache__Provider=Redis
}

# One machine's processes are replaced all at once, so the new secret is used at once. Behind a balancer they are replaced one after the other, with
# the executable's own commands (docs/security.md).
secrets_rotate() { # what [arguments…]
  local what="${1:-}" at_once=()
  case "$what" in
    token | master) at_once=(--after 0) ;;
    backup) secrets_of_backups rotate; repository_renew; return ;;
  esac
  secrets_run rotate "$@" "${at_once[@]}"
  case "$what" in
    token | master | postgres | redis | rabbitmq | api-key) secrets_replace ;;
  esac
  case "$what" in
    master | postgres | redis | rabbitmq) secrets_run finish "$what" --wait 60 ;;
  esac
}

secrets_replace() {
  local mode port
  prepare_state
  read -r mode port <"$STATE/run/mode" 2>/dev/null && any_role_alive "$mode" || return 0
  say "Replacing the processes: for some seconds nobody answers."
  stop_roles
  bring_up_roles "$mode" "$port"
}

# The key of the repository of backups: the product's processes never get it, so it has a store of its own.
secrets_of_backups() { # rotate | finish
  backup_tools
  backup_needed
  [[ "$1" != rotate ]] || alive postgres || fail "PostgreSQL is not running: a new key needs a new repository with a full backup at once"
  build_host
  [[ -s "$STATE/backup.env" || ! -s "$STATE/backup.key" ]] || (umask 077 && printf 'Backup__CipherKey=%s\n' "$(cat "$STATE/backup.key")" >"$STATE/backup.env")
  rupaya_executable secrets "$1" backup --store "$STATE/backup.env"
}

# Into a state that has no secrets yet, before anything makes some.
secrets_restore() { # file [arguments…]
  mkdir -p "$STATE/run" "$STATE/log"
  install_missing base
  build_host
  rupaya_executable secrets restore "$@" --store "$STATE/app.env" --store "$STATE/secrets.env"
  prepare_state
  own_ports
}

# What rotations wrote names the ports of the state that it was written in.
own_ports() {
  [[ -f "$STATE/app.env" ]] || return 0
  sed -i -E -e "/^ConnectionStrings__Postgres=/ s/Port=[0-9]+/Port=$POSTGRES_PORT/" \
    -e "/^ConnectionStrings__Redis=/ s/127\.0\.0\.1:[0-9]+/127.0.0.1:$REDIS_PORT/" \
    -e "/^ConnectionStrings__RabbitMq=/ s/@127\.0\.0\.1:[0-9]+/@127.0.0.1:$RABBITMQ_PORT/" \
    -e "/^ConnectionStrings__RabbitMqManagement=/ s/@127\.0\.0\.1:[0-9]+/@127.0.0.1:$RABBITMQ_MANAGEMENT_PORT/" "$STATE/app.env"
}

rehearse_secrets() { # every rotation under load, behind a balancer
  STATE="$STATE/rehearsal"
  install_missing rehearsal
  install_missing full
  prepare_state
  trap services_stop EXIT
  services_start full
  build_upgrade
  export_settings < <(services_env; admin_env)
  HAPROXY="$(command -v haproxy || echo /usr/sbin/haproxy)" RUPAYA_STATE="$STATE" upgrade_tool rotate-secrets
}
