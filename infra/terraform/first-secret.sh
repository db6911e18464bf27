#!/usr/bin/env bash
# first-secret.sh IMAGE NAME: fills NAME/security (rupaya-dev/security) with fresh keys, and with predecessors that never
# sealed anything: a task cannot start when a member that it is given is missing. Nothing is printed or kept in a file.
set -euo pipefail
image="${1:?the image, by its digest}" name="${2:?the environment, such as rupaya-dev}"
present="$(docker run --rm "$image" keys new)"
earlier="$(docker run --rm "$image" keys new | sed -e 's/^Security__MasterKey=/Security__PreviousMasterKeys__0=/' \
  -e 's/^Security__TokenSecret=\(.*\)/Security__PreviousTokenSecrets__0=\1@2000-01-01T00:00:00Z/')"
members="$(printf '%s\n%s\n' "$present" "$earlier" | sed -n 's/^\(Security__[A-Za-z0-9_]*\)=\(..*\)$/"\1":"\2"/p')"
(($(wc -l <<<"$members") == 4)) || { echo "keys new did not print two keys" >&2; exit 1; }
printf '{%s}' "$(paste -sd, - <<<"$members")" \
  | aws secretsmanager put-secret-value --secret-id "$name/security" --secret-string file:///dev/stdin --query VersionId --output text
