# Writes the members of a secret as NAME=value, one on a line, for the product's user only. The values are base64 and
# instants: no quotes and no backslashes in them. Nothing is printed.
set -eu
umask 077
aws secretsmanager get-secret-value --secret-id "$SECRET" --query SecretString --output text |
  sed -e 's/^{ *"//' -e 's/" *}$//' -e 's/" *, *"/\n/g' -e 's/" *: *"/=/g' | sed -e 's/"//g' >"$STORE"
grep -q '^Security__TokenSecret=.' "$STORE"
chown -R 1654 "$(dirname "$STORE")"
