// Called by ECS when the test listener leads to the new version and people still use the old one. It does what a person
// does first: sign up, open an account, spend, look. A new version that cannot do that never gets the traffic.

const DEADLINE_MS = 100_000;

export async function handler(event) {
  try {
    await smoke(process.env.URL);
    console.log(JSON.stringify({ level: "info", event: "hook.succeeded", stage: event?.lifecycleStage }));
    return { hookStatus: "SUCCEEDED" };
  } catch (error) {
    console.error(
      JSON.stringify({
        level: "error",
        event: "hook.failed",
        stage: event?.lifecycleStage,
        message: error.message,
      }),
    );
    return { hookStatus: "FAILED" };
  }
}

export async function smoke(url) {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const name = crypto.randomUUID();
  // An address of SES's simulator takes every mail and bounces none.
  const person = { email: `success+${name}@simulator.amazonses.com`, password: `Smoke-${name}!` };
  const call = caller(url, signal);

  await call("GET", "/openapi/v1.json", 200);
  await call("GET", "/api/v1/accounts", 401);
  const { accessToken } = await call("POST", "/api/v1/auth/signup", 201, { ...person, deviceId: "deployment" });
  const signed = caller(url, signal, { authorization: `Bearer ${accessToken}` });
  try {
    await spend(signed, name);
  } finally {
    await signed("DELETE", "/api/v1/user/account", 202, { password: person.password });
  }
}

async function spend(call, name) {
  const { accountId } = await call("POST", "/api/v1/accounts", 201, { name: "Deployment", type: "checking" });
  const expense = { accountId, amount: 500, type: "expense", merchant: "Deployment" };
  const once = await call("POST", "/api/v1/transactions", 201, expense, { "idempotency-key": name });
  const again = await call("POST", "/api/v1/transactions", 201, expense, { "idempotency-key": name });
  equal("the transaction of a repeated request", again.transactionId, once.transactionId);
  const { expenses } = await call("GET", "/api/v1/analytics/dashboard?period=month", 200);
  equal("the expenses on the dashboard", expenses, 500);
}

/** A call that must be answered with the status; anything else says what came instead. */
function caller(url, signal, always = {}) {
  return async (method, path, status, body, headers = {}) => {
    const answer = await fetch(url + path, {
      method,
      signal,
      headers: {
        "user-agent": "rupaya-hook",
        ...(body && { "content-type": "application/json" }),
        ...always,
        ...headers,
      },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    if (answer.status !== status) throw new Error(`${method} ${path.split("?")[0]}: ${answer.status} instead of ${status}`);
    return text === "" ? {} : JSON.parse(text);
  };
}

function equal(what, found, wanted) {
  if (found !== wanted) throw new Error(`${what}: ${found} instead of ${wanted}`);
}
