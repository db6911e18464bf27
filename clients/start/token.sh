J='Content-Type: application/json'
SIGNED_IN=$(curl -fsS "$RUPAYA_URL/api/v1/auth/signin" -H "$J" \
  -d "{\"email\":\"$RUPAYA_EMAIL\",\"password\":\"$RUPAYA_PASSWORD\",\"deviceId\":\"terminal\"}" |
  sed -n 's/.*"accessToken":"\([^"]*\)".*/\1/p')
RUPAYA_TOKEN=$(curl -fsS "$RUPAYA_URL/api/v1/user/tokens" -H "Authorization: Bearer $SIGNED_IN" -H "$J" \
  -d '{"name":"First steps","scopes":["read","write"]}' | sed -n 's/.*"token":"\([^"]*\)".*/\1/p')
export RUPAYA_TOKEN
