# Installs what is missing: native packages on Debian and Ubuntu, a clear message elsewhere.

PG_BIN=""

find_postgres() {
  local dir
  for dir in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin; do
    if [[ -x "$dir/initdb" ]] && (($("$dir/postgres" --version | grep -oE '[0-9]+' | head -1) >= 15)); then
      PG_BIN="$dir"
    fi
  done
  if [[ -z "$PG_BIN" ]] && command -v initdb >/dev/null; then
    PG_BIN="$(dirname "$(command -v initdb)")"
  fi
  [[ -n "$PG_BIN" ]]
}

has_argon2() { [[ "$(ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null)" == *libargon2.so.1* ]]; }

missing_packages() { # base | full | test | containers | rehearsal
  has_argon2 || echo libargon2-1
  command -v curl >/dev/null || echo curl
  if [[ "$1" == test || "$1" == containers ]]; then
    /usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null || echo python3-aiosmtpd
    command -v age >/dev/null || echo age
    command -v chromium >/dev/null || echo chromium
  fi
  if [[ "$1" == rehearsal ]]; then [[ -x /usr/sbin/haproxy ]] || command -v haproxy >/dev/null || echo haproxy; fi
  [[ "$1" == containers ]] || use_compose && return
  find_postgres || echo postgresql
  if [[ "$1" == full || "$1" == test ]]; then
    command -v redis-server >/dev/null || echo redis-server
    [[ -x /usr/lib/rabbitmq/bin/rabbitmq-server ]] || echo rabbitmq-server
  fi
}

install_missing() { # base | full | test | containers | rehearsal
  command -v dotnet >/dev/null || install_dotnet
  command -v setsid >/dev/null || fail "setsid is missing (package util-linux)."
  local packages
  packages="$(missing_packages "$1" | tr '\n' ' ')"
  [[ -n "${packages// /}" ]] || { find_postgres || true; return 0; }
  command -v apt-get >/dev/null \
    || fail "please install: $packages(their names on Debian), or start a Docker engine; then run this again."
  say "Installing $packages..."
  apt_install $packages
  [[ "$1" == containers ]] || use_compose || find_postgres || fail "PostgreSQL 15 or newer was not found after installing it."
}

apt_install() {
  local sudo=()
  if ((EUID != 0)); then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || fail "missing packages; as root run: apt-get install -y $*"
    sudo=(sudo -n env)
  fi
  mkdir -p "$STATE/log"
  # The packages' own servers are never started or touched: without the policy file their defaults would be.
  local policy=/usr/sbin/policy-rc.d made=""
  if [[ ! -e "$policy" ]]; then
    printf '#!/bin/sh\nexit 101\n' | "${sudo[@]}" tee "$policy" >/dev/null && "${sudo[@]}" chmod 755 "$policy" && made=yes
  fi
  local ok=yes
  { "${sudo[@]}" apt-get update -q && "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"; } \
    >>"$STATE/log/install.log" 2>&1 || ok=""
  [[ -z "$made" ]] || "${sudo[@]}" rm -f "$policy"
  [[ -n "$ok" ]] || fail "apt-get could not install $*; see $STATE/log/install.log"
}

install_dotnet() {
  if ((EUID == 0)) && command -v apt-get >/dev/null; then apt-get update -q >/dev/null 2>&1 || true; fi
  if command -v apt-cache >/dev/null && apt-cache show dotnet-sdk-10.0 >/dev/null 2>&1; then
    say "Installing dotnet-sdk-10.0..."
    apt_install dotnet-sdk-10.0
  else
    fail "the .NET 10 SDK is missing; see https://dotnet.microsoft.com/download"
  fi
}
