import { pause } from "./send.js";

export interface StreamEvent<T> {
  id: string | undefined;
  event: string;
  data: T;
}

/** The events of a stream of the API, for ever: it connects again where it broke off. */
export async function* stream<T>(open: (lastId: string | undefined) => Promise<ReadableStream<Uint8Array>>, signal?: AbortSignal): AsyncGenerator<StreamEvent<T>, void> {
  let last: string | undefined;
  while (!signal?.aborted) {
    try {
      for await (const event of read<T>(await open(last))) yield ((last = event.id ?? last), event);
    } catch (error) {
      // A connection that broke is a TypeError or a DOMException; a refusal is for the caller.
      if (signal?.aborted) return;
      if (error instanceof Error && error.name === "RupayaError") throw error;
    }
    await pause(2, signal).catch(() => {});
  }
}

async function* read<T>(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent<T>, void> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  try {
    for (let rest = "", part = await reader.read(); !part.done; part = await reader.read()) {
      const blocks = (rest + part.value).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const event = parse<T>(block);
        if (event) yield event;
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** The server writes a field a line, and data in one. A comment has none. */
function parse<T>(block: string): StreamEvent<T> | undefined {
  const fields = Object.fromEntries(block.split("\n").map((line) => /^(\w*): ?(.*)$/.exec(line)?.slice(1) ?? ["", ""]));
  return fields.data === undefined ? undefined : { id: fields.id, event: fields.event ?? "message", data: JSON.parse(fields.data) as T };
}
