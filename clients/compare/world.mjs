// Somebody on the product, with things that requests can name.
const PASSWORD = "Compare-9f2c!Long";

export async function world(url) {
  let token;
  const post = async (path, body) => {
    const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
    const answer = await fetch(`${url}/api/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  ({ accessToken: token } = await post("/auth/signup", { email: `compare-${crypto.randomUUID()}@rupaya.example`, password: PASSWORD, deviceId: "compare" }));
  const { accountId } = await post("/accounts", { name: "Everyday", type: "checking", openingBalance: 100000 });
  const { accountId: toAccountId } = await post("/accounts", { name: "Savings", type: "savings" });
  const { categoryId } = await post("/categories", { name: "Compared", kind: "expense" });
  const { transactionId } = await post("/transactions", { accountId, categoryId, amount: 12, type: "expense" });
  const { goalId } = await post("/goals", { name: "Trip", targetAmount: 1000 });
  const { budgetId } = await post("/budgets", { categoryId, amount: 1000, period: "month" });
  return { token, ids: { accountId, fromAccountId: accountId, toAccountId, categoryId, transactionId, goalId, budgetId } };
}
