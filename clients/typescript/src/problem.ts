import type { Codes } from "./generated/operations.js";
import type { components } from "./generated/schema.js";

export type Problem = components["schemas"]["Problem"];

/** `METHOD path` as the document writes them, such as `PUT /api/v1/accounts/{accountId}`. */
export type Operation = keyof Codes;

/** A refusal of the API. `refused` tells which codes an operation has. */
export class RupayaError<Code extends string = string> extends Error {
  override readonly name = "RupayaError";

  constructor(readonly operation: string, readonly status: number, readonly code: Code, readonly problem: Partial<Problem>) {
    super(`${operation}: ${status} ${code}${problem.detail ? `: ${problem.detail}` : ""}`);
  }

  static async of(operation: string, response: Response): Promise<RupayaError> {
    // A proxy on the way answers with what it likes.
    const problem: Partial<Problem> = await response.clone().json().catch(() => ({}));
    return new RupayaError(operation, response.status, problem?.code ?? "unknown", problem ?? {});
  }
}

/** True when this operation refused it: then `error.code` is one of the codes that the document names. */
export function refused<O extends Operation>(error: unknown, operation: O): error is RupayaError<Codes[O]> {
  return error instanceof RupayaError && error.operation === operation;
}
