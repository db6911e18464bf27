import type { Api } from "./client.js";
import type { components } from "./generated/schema.js";
import { refused } from "./problem.js";

type Page = components["schemas"]["SyncPage"];
type Row<K extends keyof Page> = NonNullable<Page[K]> extends (infer T)[] ? T : never;

/** The lists of GET /sync, what tombstones call them, and where their ids are. */
const kinds = {
  accounts: ["account", "accountId"],
  categories: ["category", "categoryId"],
  transactions: ["transaction", "transactionId"],
  budgets: ["budget", "budgetId"],
  goals: ["goal", "goalId"],
  recurring: ["recurring", "recurringId"],
  rates: ["rate", "rateId"],
  members: ["member", "userId"],
} as const;
export type Kind = keyof typeof kinds;

/** A copy of a book that `pull` brings up to date. */
export class Replica {
  seq = 0;
  book: Page["book"] = null;
  readonly rows = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, new Map()])) as { [K in Kind]: Map<string, Row<K>> };

  constructor(private readonly api: Api) {}

  /** Fetches what is new. @returns how far the copy has come. */
  async pull(limit = 1000): Promise<number> {
    for (let more = true; more; ) {
      const page = await this.#page(limit);
      this.#apply(page);
      this.seq = page.seq;
      more = page.hasMore;
    }
    return this.seq;
  }

  async #page(limit: number): Promise<Page> {
    const ask = (since: number) => this.api.GET("/api/v1/sync", { params: { query: { since, limit, kinds: "all" } } });
    try {
      return (await ask(this.seq)).data;
    } catch (error) {
      // The book was restored to before what this copy has seen.
      if (!refused(error, "GET /api/v1/sync") || error.code !== "unknown_seq" || this.seq === 0) throw error;
      for (const rows of Object.values(this.rows)) rows.clear();
      return (await ask(0)).data;
    }
  }

  #apply(page: Page): void {
    for (const kind of Object.keys(kinds) as Kind[]) {
      const [name, id] = kinds[kind];
      const rows = this.rows[kind] as Map<string, unknown>;
      for (const row of (page[kind] ?? []) as Record<string, unknown>[]) rows.set(String(row[id]), row);
      for (const gone of page.deleted) if (gone.kind === name) rows.delete(gone.id);
    }
    this.book = page.book ?? this.book;
  }
}
