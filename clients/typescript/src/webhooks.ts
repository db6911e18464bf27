import type { webhooks } from "./generated/schema.js";

/** One of the events that the document names. */
export type WebhookEvent = { [E in keyof webhooks]: webhooks[E]["post"]["requestBody"]["content"]["application/json"] }[keyof webhooks];

const bytes = (text: string) => new TextEncoder().encode(text);
const decode = (base64: string) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

/** The event of a delivery, once its signature (Standard Webhooks) and age have been proved; throws otherwise.
 * @param body What was sent, byte for byte: JSON that was parsed and written again has another signature. */
export async function verifyWebhook(secret: string, headers: Headers, body: string, { tolerance = 300, now = Date.now } = {}): Promise<WebhookEvent> {
  const id = headers.get("webhook-id");
  const at = headers.get("webhook-timestamp");
  if (!id || !at || !(Math.abs(now() / 1000 - Number(at)) <= tolerance)) throw new Error("The webhook has no id, or is too old or too new.");
  const key = secret.startsWith("whsec_") ? decode(secret.slice(6)) : bytes(secret);
  const hmac = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  for (const signature of headers.get("webhook-signature")?.split(" ") ?? []) {
    const [version, base64 = ""] = signature.split(",");
    if (version === "v1" && (await crypto.subtle.verify("HMAC", hmac, decode(base64), bytes(`${id}.${at}.${body}`)))) return JSON.parse(body) as WebhookEvent;
  }
  throw new Error("The webhook was not signed with this secret.");
}
