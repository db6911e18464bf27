# A private Redis that keeps nothing on disk: it holds only what can be rebuilt.

redis_start() {
  alive redis && return
  local dir="$STATE/redis"
  mkdir -p "$dir"
  # Its users are what it keeps: a rotation of secrets changes them.
  [[ -s "$dir/users.acl" ]] || (umask 077 && redis_users >"$dir/users.acl")
  (umask 077 && cat >"$dir/redis.conf" <<CONF
port $REDIS_PORT
bind 127.0.0.1
aclfile "$dir/users.acl"
save ""
appendonly no
dir "$dir"
daemonize no
CONF
  )
  run_detached redis "$STATE/log/redis.log" redis-server "$dir/redis.conf"
  { wait_for "$PATIENCE" Redis redis_answers_or_died && redis_answers; } || fail "Redis did not start; see $STATE/log/redis.log"
}

redis_answers() { # to its password: another server that took the port meanwhile does not
  local answer=''
  exec 3<>"/dev/tcp/127.0.0.1/$REDIS_PORT" && printf 'AUTH %s\r\n' "$(redis_login)" >&3 && { IFS= read -r -t 2 answer <&3 || true; }
  exec 3>&-
  [[ "$answer" == +OK* ]]
}

redis_users() { # the first ones
  local user password
  read -r user password < <(redis_login)
  if [[ -n "$password" ]]; then
    printf 'user %s on >%s ~* &* +@all\n' "$user" "$password"
    say "user default off"
  else
    say "user default on >$user ~* &* +@all"
  fi
}

redis_login() { # the user, where it is not the default one, and the password
  local address
  address="$(server_address Redis "127.0.0.1:$REDIS_PORT,password=$REDIS_PASSWORD")"
  sed -nE 's/.*,user=([^,]*),password=([^,]*).*/\1 \2/p; t; s/.*,password=([^,]*).*/\1/p' <<<"$address"
}

redis_answers_or_died() { redis_answers || not_alive redis; }

redis_stop() { stop_process redis TERM 10; }
