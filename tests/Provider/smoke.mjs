// Signs up, and in again, with oidc-provider, which its authors had certified by the OpenID Foundation: smoke.mjs PRODUCT_PORT PROVIDER_PORT.
// The product runs already, with this provider as "certified". Ends with "provider: N passed, N failed".
import { createHash, randomBytes } from "node:crypto";
import Provider from "oidc-provider";

const [product, issuer] = process.argv.slice(2, 4).map((port) => `http://localhost:${port}`);
const returnTo = "https://app.rupaya.example/signed-in";
const email = `certified-${randomBytes(4).toString("hex")}@rupaya.example`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "rupaya",
      client_secret: "a-secret-of-the-smoke-run",
      redirect_uris: [`${product}/api/v1/auth/oidc/certified/callback`],
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  // The product asks no userinfo: what it needs stands in the token.
  conformIdTokenClaims: false,
  cookies: { keys: [randomBytes(16).toString("hex")] },
  findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, email, email_verified: true, name: "Asha" }) }),
});

/** A browser: keeps cookies, and is sent on step by step. */
class Browser {
  #cookies = new Map();

  async go(url, form) {
    const answer = await fetch(url, {
      method: form ? "POST" : "GET",
      body: form && new URLSearchParams(form),
      redirect: "manual",
      headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      value === "" ? this.#cookies.delete(name) : this.#cookies.set(name, value);
    }
    return answer;
  }

  /** Signs in and consents until it is sent back to the app. */
  async signIn(url) {
    let answer = await this.go(url);
    for (let step = 0; step < 20; step++) {
      const to = answer.headers.get("location");
      if (to?.startsWith(returnTo)) return to;
      if (to) {
        url = new URL(to, url).href;
        answer = await this.go(url);
        continue;
      }
      const page = await answer.text();
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
      if (!prompt) throw new Error(`${url} answered ${answer.status}: ${page.slice(0, 300)}`);
      answer = await this.go(url, prompt === "login" ? { prompt, login: "asha", password: "any" } : { prompt });
    }
    throw new Error("The provider sends the browser round and round.");
  }
}

// The product looked for the provider when it started, and looks again after some seconds.
const wait = (seconds) => new Promise((wake) => setTimeout(wake, 1000 * seconds));

async function start(body) {
  for (let n = 0; ; n++) {
    try {
      return await post("auth/oidc/certified/start", body);
    } catch (e) {
      if (n === 20 || !e.message.includes("provider_unavailable")) throw e;
      await wait(1);
    }
  }
}

async function post(path, body) {
  const answer = await fetch(`${product}/api/v1/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const said = await answer.json();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status} ${said.code}: ${said.detail}`);
  return said;
}

async function signIn() {
  const secret = randomBytes(32).toString("base64url");
  const challenge = createHash("sha256").update(secret).digest("base64url");
  const { authorizationUrl } = await start({ challenge, returnTo, deviceId: "smoke" });
  const back = await new Browser().signIn(authorizationUrl);
  const ticket = /#ticket=(.+)$/.exec(back)?.[1];
  if (!ticket) throw new Error(`The browser came back with ${back.split("#")[1]}.`);
  return post("auth/oidc/complete", { ticket, secret });
}

let [passed, failed, user] = [0, 0, null];
async function check(what, run) {
  try {
    await run();
    passed++;
    console.log(`ok      ${what}`);
  } catch (e) {
    failed++;
    console.log(`FAILED  ${what}: ${e.message}`);
  }
}

const server = provider.listen(new URL(issuer).port, "localhost");
await check("somebody new signs up", async () => {
  const signedUp = await signIn();
  user = signedUp.userId;
  if (signedUp.user.email !== email || !signedUp.user.emailVerified) throw new Error(`It is ${JSON.stringify(signedUp.user)}.`);
});
await check("they come back to the same account", async () => {
  const again = await signIn();
  if (again.userId !== user) throw new Error(`${again.userId} is not ${user}.`);
});
server.close();
console.log(`provider: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
