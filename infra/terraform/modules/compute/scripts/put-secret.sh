# Puts NAME=value lines back as a secret, which keeps the version before as AWSPREVIOUS, and starts the processes anew:
# the worker at once, the API blue-green. Nothing is printed but what was done.
set -eu
grep -q '^Security__TokenSecret=.' "$STORE"
sed -e 's/^\([A-Za-z0-9_]*\)=\(.*\)$/"\1":"\2"/' "$STORE" | paste -sd, | sed -e 's/^/{/' -e 's/$/}/' >"$STORE.json"
aws secretsmanager put-secret-value --secret-id "$SECRET" --secret-string "file://$STORE.json" --query VersionId --output text
rm -f "$STORE" "$STORE.json"
for service in worker api; do
  aws ecs update-service --cluster "$CLUSTER" --service "$service" --force-new-deployment --query service.serviceName --output text
done
