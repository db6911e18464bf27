export { type Api, type Options, rupaya } from "./client.js";
export type { StreamEvent } from "./events.js";
export type { components, operations, paths, webhooks } from "./generated/schema.js";
export { pages } from "./lists.js";
export { type Operation, type Problem, refused, RupayaError } from "./problem.js";
export type { Tokens, TokenStore } from "./session.js";
export { type Kind, Replica } from "./sync.js";
export { verifyWebhook, type WebhookEvent } from "./webhooks.js";
