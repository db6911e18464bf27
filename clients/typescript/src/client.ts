import createClient, { type Client, type ClientPathsWithMethod, type FetchOptions, type FetchResponse, type Middleware } from "openapi-fetch";
import { stream, type StreamEvent } from "./events.js";
import { keyed, lists } from "./generated/operations.js";
import type { components, paths } from "./generated/schema.js";
import { type Item, pages, type Parameters } from "./lists.js";
import { RupayaError } from "./problem.js";
import { send } from "./send.js";
import { Session, type Tokens, type TokenStore } from "./session.js";

export interface Options {
  /** Of the installation, such as `https://money.example.org`. */
  url: string;
  /** A token for programs; without one somebody signs in. */
  token?: string;
  store?: TokenStore;
  /** The book to act on; the user's default book when omitted. */
  book?: string;
  fetch?: (request: Request) => Promise<Response>;
  tries?: number;
  longestWait?: number;
  /** For keys that must not repeat; need not be secret. */
  newKey?: () => string;
}

type Method = "get" | "post" | "put" | "delete";
type Argument<Init> = {} extends Init ? [init?: Init] : [init: Init];
type Good<T extends Record<string | number, any>> = Extract<FetchResponse<T, object, `${string}/${string}`>, { error?: never }>;
/** Like those of openapi-fetch, but what is refused is thrown (`RupayaError`). */
type Call<M extends Method> = <P extends ClientPathsWithMethod<Client<paths>, M>>(path: P, ...init: Argument<FetchOptions<paths[P][M]>>) => Promise<Good<NonNullable<paths[P][M]>>>;
type Lists = { [L in keyof typeof lists]: { list(query?: Parameters<(typeof lists)[L]>["query"]): AsyncGenerator<Item<(typeof lists)[L]>, void> } };
type Schemas = components["schemas"];

export interface Api extends Lists {
  GET: Call<"get">;
  POST: Call<"post">;
  PUT: Call<"put">;
  DELETE: Call<"delete">;
  signIn(body: Schemas["SigninRequest"]): Promise<Schemas["SignedIn"] | Schemas["ChallengedAnswer"]>;
  /** Takes over what another way of signing in answered; nothing forgets. */
  keep(tokens: Tokens | undefined): Promise<void>;
  /** What changes, within a second of it. */
  changes(options?: { since?: number; signal?: AbortSignal }): AsyncGenerator<StreamEvent<Schemas["SyncHintView"]>, void>;
}

const KNOWN_VERSIONS = 1000;

export function rupaya({ url, token, store, book, fetch = (request) => globalThis.fetch(request), tries = 5, longestWait = 60, newKey = randomKey }: Options): Api {
  const base = url.replace(/\/+$/, "");
  const patience = { fetch, tries, longestWait };
  const session = new Session(base, patience, newKey, store);
  const loaded = session.load();
  const client = createClient<paths>({ baseUrl: base, fetch: async (request) => (await loaded, send(request, patience, session)) });
  client.use(headers({ token, book, newKey }), versions(), refusals);
  const changes: Api["changes"] = ({ since, signal } = {}) =>
    stream(async (last) => {
      const options = { params: { query: { ...(since !== undefined && { since }) }, header: { ...(last && { "Last-Event-ID": last }) } }, parseAs: "stream", ...(signal && { signal }) };
      return (await client.GET("/api/v1/sync/stream", options as never)).data as unknown as ReadableStream<Uint8Array>;
    }, signal);
  const api = Object.assign(client as unknown as Api, {
    keep: (tokens: Tokens | undefined) => session.keep(tokens),
    async signIn(body: Schemas["SigninRequest"]) {
      const { data } = await api.POST("/api/v1/auth/signin", { body });
      if ("accessToken" in data) await session.keep(data);
      return data;
    },
    changes,
  });
  for (const [name, path] of Object.entries(lists)) {
    Object.assign(api, { [name]: { list: (query?: object) => pages(api, path, { query } as object) } });
  }
  return api;
}

function headers({ token, book, newKey }: { token: string | undefined; book: string | undefined; newKey: () => string }): Middleware {
  return {
    onRequest({ request, schemaPath }) {
      const add = (name: string, value: string | undefined) => {
        if (value && !request.headers.has(name)) request.headers.set(name, value);
      };
      add("Authorization", token && `Bearer ${token}`);
      add("X-Book-Id", book);
      if (request.method === "POST" && keyed.has(schemaPath)) add("Idempotency-Key", newKey());
    },
  };
}

/** What was read is changed only while it is as it was read. An `If-Match` of the caller's wins. Whoever was refused has not read it anew. */
function versions(): Middleware {
  const known = new Map<string, string>();
  return {
    onRequest({ request }) {
      const tag = known.get(request.url.split("?")[0] ?? "");
      if (tag && ["PUT", "DELETE"].includes(request.method) && !request.headers.has("If-Match")) request.headers.set("If-Match", tag);
    },
    onResponse({ request, response }) {
      const [path = "", query] = request.url.split("?");
      if (!response.ok || (request.method === "GET" && query)) return;
      const tag = response.headers.get("ETag");
      known.delete(path);
      if (tag) known.set(path, tag);
      if (known.size > KNOWN_VERSIONS) known.delete(known.keys().next().value ?? "");
    },
  };
}

const refusals: Middleware = {
  async onResponse({ request, schemaPath, response }) {
    if (response.status >= 400) throw await RupayaError.of(`${request.method} ${schemaPath}`, response);
  },
};

/** React Native has no `crypto`; a key has to be another one each time, not a secret. */
const randomKey = () =>
  globalThis.crypto?.randomUUID?.() ?? Array.from({ length: 4 }, () => Math.floor(Math.random() * 2 ** 32).toString(16).padStart(8, "0")).join("");
