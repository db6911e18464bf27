A="Authorization: Bearer $RUPAYA_TOKEN"; J='Content-Type: application/json'

ACCOUNT=$(curl -fsS "$RUPAYA_URL/api/v1/accounts" -H "$A" -H "$J" -H "Idempotency-Key: account-$$" \
  -d '{"name":"Everyday","type":"checking","openingBalance":5000}' | sed -n 's/.*"accountId":"\([^"]*\)".*/\1/p')
curl -fsS -o /dev/null "$RUPAYA_URL/api/v1/transactions" -H "$A" -H "$J" -H "Idempotency-Key: lunch-$$" \
  -d "{\"accountId\":\"$ACCOUNT\",\"amount\":249.5,\"type\":\"expense\",\"merchant\":\"Café Madras\"}"

curl -fsS "$RUPAYA_URL/api/v1/sync?since=0&kinds=accounts" -H "$A" |
  sed 's/.*"seq":\([0-9]*\).*"name":"\([^"]*\)".*"currency":"\([^"]*\)".*"currentBalance":\([0-9.]*\).*/\2: \4 \3, seq \1/'; echo
