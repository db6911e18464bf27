import { Replica, rupaya } from "@rupaya/client";

const { RUPAYA_URL = "", RUPAYA_TOKEN = "" } = process.env;
const api = rupaya({ url: RUPAYA_URL, token: RUPAYA_TOKEN });

const { data: account } = await api.POST("/api/v1/accounts", {
  body: { name: "Everyday", type: "checking", openingBalance: 5000 },
});
await api.POST("/api/v1/transactions", {
  body: { accountId: account.accountId, amount: 249.5, type: "expense", merchant: "Café Madras" },
});

const copy = new Replica(api);
await copy.pull();
for (const { name, currentBalance, currency } of copy.rows.accounts.values()) {
  console.log(`${name}: ${currentBalance} ${currency}, seq ${copy.seq}`);
}
