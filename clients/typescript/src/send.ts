import type { Session } from "./session.js";

export interface Patience {
  fetch: (request: Request) => Promise<Response>;
  /** How often a request is sent at most. */
  tries: number;
  /** Seconds: where the server asks for more, the refusal is handed on. */
  longestWait: number;
}

/** Sends until there is an answer that a repetition would not change. */
export async function send(request: Request, patience: Patience, session?: Session): Promise<Response> {
  let renewed = false;
  for (let n = 1; ; ) {
    const used = session?.accessToken;
    const one = request.clone();
    if (used && !one.headers.has("Authorization")) one.headers.set("Authorization", `Bearer ${used}`);
    const answer = await patience.fetch(one).catch((error: unknown) => {
      if (request.signal.aborted || n >= patience.tries || !repeatable(request)) throw error;
    });
    if (answer?.status === 401 && used && !renewed && (await codeOf(answer)) === "invalid_token") {
      renewed = true;
      await session?.renew(used);
      continue;
    }
    const wait = Math.max(Number(answer?.headers.get("Retry-After") ?? 0), 2 ** n / 4) * (1 + Math.random() / 4);
    if (answer && (!worthRepeating(request, answer) || n >= patience.tries || wait > patience.longestWait)) return answer;
    await pause(wait, request.signal);
    n++;
  }
}

/** Twice is the same as once. A POST says so by its key. */
const repeatable = (request: Request) => request.method !== "POST" || request.headers.has("Idempotency-Key");

/** What was refused for its number was not done; a 503 may have been. */
const worthRepeating = (request: Request, { status, headers }: Response) =>
  (status === 429 && headers.has("Retry-After")) || (status === 503 && repeatable(request));

const codeOf = async (answer: Response): Promise<unknown> => (await answer.clone().json().catch(() => ({})))?.code;

export const pause = (seconds: number, signal?: AbortSignal | null) =>
  new Promise<void>((wake, fail) => {
    const stop = () => (clearTimeout(timer), fail(signal?.reason));
    const timer = setTimeout(() => (signal?.removeEventListener("abort", stop), wake()), seconds * 1000);
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });
