# A private Redis that keeps nothing on disk: it holds only what can be rebuilt.

redis_start() {
  alive redis && return
  local dir="$STATE/redis"
  mkdir -p "$dir"
  (umask 077 && cat >"$dir/redis.conf" <<CONF
port $REDIS_PORT
bind 127.0.0.1
requirepass $REDIS_PASSWORD
save ""
appendonly no
dir "$dir"
daemonize no
CONF
  )
  run_detached redis "$STATE/log/redis.log" redis-server "$dir/redis.conf"
  { wait_for "$PATIENCE" Redis redis_answers_or_died && port_open "$REDIS_PORT"; } || fail "Redis did not start; see $STATE/log/redis.log"
}

redis_answers_or_died() { port_open "$REDIS_PORT" || not_alive redis; }

redis_stop() { stop_process redis TERM 10; }
