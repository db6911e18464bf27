import { RupayaError } from "./problem.js";
import { type Patience, send } from "./send.js";

export interface Tokens {
  accessToken: string;
  refreshToken?: string | null;
  /** Of a refresh whose answer has not come yet. */
  attemptId?: string;
}

/** Where the tokens are kept. Without one they are in memory only. */
export interface TokenStore {
  load(): Promise<Tokens | undefined>;
  save(tokens: Tokens | undefined): Promise<void>;
}

const REFRESH = "/api/v1/auth/refresh";

/** The tokens of somebody who signed in. Many requests that find the token expired share one refresh. */
export class Session {
  /** Null until it is known what was kept. */
  #tokens: Tokens | undefined | null = null;
  #renewal: Promise<void> | undefined;

  constructor(private readonly url: string, private readonly patience: Patience, private readonly newKey: () => string, private readonly store?: TokenStore) {}

  get accessToken(): string | undefined {
    return this.#tokens?.accessToken;
  }

  async load(): Promise<void> {
    const kept = await this.store?.load();
    if (this.#tokens === null) this.#tokens = kept;
  }

  async keep(tokens: Tokens | undefined): Promise<void> {
    this.#tokens = tokens;
    await this.store?.save(tokens);
  }

  /** @param used The token that was refused: another one may be there already. */
  async renew(used: string): Promise<void> {
    if (used !== this.accessToken) return;
    this.#renewal ??= this.#ask().finally(() => (this.#renewal = undefined));
    await this.#renewal;
  }

  async #ask(): Promise<void> {
    const { accessToken, refreshToken, attemptId = this.newKey() } = this.#tokens ?? {};
    if (!accessToken || !refreshToken) return;
    // Kept before it is asked: whoever lost the answer, by a restart too, gets the same one again.
    await this.keep({ accessToken, refreshToken, attemptId });
    // The key says that it may be repeated; what makes it so is the attempt.
    const headers = { "Content-Type": "application/json", "Idempotency-Key": attemptId };
    const request = new Request(this.url + REFRESH, { method: "POST", headers, body: JSON.stringify({ refreshToken, attemptId }) });
    const answer = await send(request, this.patience);
    if (answer.ok) return this.keep((await answer.json()) as Tokens);
    if (answer.status === 401) await this.keep(undefined);
    throw await RupayaError.of(`POST ${REFRESH}`, answer);
  }
}
