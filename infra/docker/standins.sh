#!/usr/bin/env bash
# Makes images under public names from Debian's packages, where no registry can be reached: debootstrap for the base, apt for the rest.
# Usage: standins.sh DOCKER NAME…   Names that there is no stand-in for are refused.
set -euo pipefail
docker="$1"
shift
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
base=ubuntu:24.04

main() {
  local name
  for name in "$@"; do [[ -n "$(target "$name")" ]] || fail "there is no stand-in for $name"; done
  "$docker" image inspect "$base" >/dev/null 2>&1 || make_base
  for name in "$@"; do
    "$docker" image inspect "$name" >/dev/null 2>&1 || make "$name"
  done
}

fail() { printf 'standins: %s\n' "$*" >&2; exit 1; }

target() { # of a public name
  case "${1%%:*}" in
    ubuntu) echo base ;;
    mcr.microsoft.com/dotnet/sdk) echo sdk ;;
    mcr.microsoft.com/dotnet/aspnet) echo runtime ;;
    postgres | redis | rabbitmq | haproxy) echo "${1%%:*}" ;;
    prom/prometheus) echo prometheus ;;
    prom/alertmanager) echo alertmanager ;;
    prom/node-exporter) echo node-exporter ;;
    prometheuscommunity/postgres-exporter) echo postgres-exporter ;;
    oliver006/redis_exporter) echo redis-exporter ;;
  esac
}

# Files of packages keep their owners and modes only in a folder that root may fill.
make_base() {
  ((EUID == 0)) || fail "debootstrap needs root"
  command -v debootstrap >/dev/null || fail "debootstrap is missing"
  local root
  root="$(mktemp -d /var/tmp/rupaya-base.XXXXXX)"
  # shellcheck disable=SC2064
  trap "rm -rf '$root'" EXIT
  debootstrap --variant=minbase bookworm "$root" >"$root.log" || fail "debootstrap failed; see $root.log"
  rm -rf "$root"/var/cache/apt/archives/*.deb "$root.log"
  tar -C "$root" -c . | "$docker" import --change 'LABEL rupaya.standin=debian' - "$base" >/dev/null
}

make() { # public name
  local context
  context="$(mktemp -d)"
  cp "$here"/standins/* /etc/ssl/certs/ca-certificates.crt "$context"
  mkdir "$context/dotnet"
  # Only the images of .NET take it: half a gigabyte.
  case "$(target "$1")" in
    sdk | runtime) cp -a "$(dotnet_root)/." "$context/dotnet" ;;
  esac
  # The containers of a build have the machine's network: an engine may have none of its own to the outside.
  DOCKER_BUILDKIT=1 "$docker" build -q --network host --target "$(target "$1")" -t "$1" "$context" >/dev/null
  rm -rf "$context"
}

dotnet_root() { dirname "$(readlink -f "$(command -v dotnet)")"; }

main "$@"
