import type { Api } from "./client.js";
import type { ListPath } from "./generated/operations.js";
import type { paths } from "./generated/schema.js";

export type Item<P extends ListPath> = paths[P]["get"]["responses"][200]["content"]["application/json"][number];
export type Parameters<P extends ListPath> = paths[P]["get"]["parameters"];

/** Every item of a list, page by page as they are wanted. */
export async function* pages<P extends ListPath>(api: Api, path: P, params?: Partial<Parameters<P>>): AsyncGenerator<Item<P>, void> {
  for (let cursor: string | undefined, first = true; first || cursor; first = false) {
    const query = { ...(params?.query as object), ...(cursor && { cursor }) };
    // Paths are one type parameter here, which the compiler cannot look through.
    const { data, response } = await api.GET(path as "/api/v1/accounts", { params: { ...params, query } } as object);
    yield* data as unknown as Item<P>[];
    cursor = next(response.headers.get("Link"));
  }
}

function next(link: string | null): string | undefined {
  const target = /<([^>]+)>;\s*rel="next"/.exec(link ?? "")?.[1];
  return (target && new URL(target, "http://relative").searchParams.get("cursor")) || undefined;
}
