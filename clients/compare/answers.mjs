// Whether an answer is one that the document states: its status, its code, its body.
import Ajv from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { resolve } from "../document.mjs";

/** An address or headers that are too long are refused before any operation is found. */
const OF_THE_SERVER = new Set([414, 431]);

export function judge(document) {
  const ajv = new Ajv({ strict: false, allErrors: false });
  formats(ajv);
  ajv.addFormat("decimal", true).addFormat("binary", true);
  ajv.addSchema(document, "document");
  const validators = new Map();
  const validator = (schema) => {
    if (!validators.has(schema)) {
      const local = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/'));
      validators.set(schema, ajv.compile(local));
    }
    return validators.get(schema);
  };

  /** @returns what is wrong with it, or undefined. */
  return function problem({ operation }, { status, type, text }) {
    if (status === 500) return "500";
    if (OF_THE_SERVER.has(status)) return undefined;
    const stated = resolve(document, operation.responses[status]);
    if (!stated) return `${status} is not stated: ${text.slice(0, 200)}`;
    const content = stated.content?.[type];
    if (text && !content) return `${status} has no ${type}`;
    if (!/json/.test(type) || !text) return undefined;
    const body = JSON.parse(text);
    const codes = stated["x-codes"];
    if (codes && !codes.includes(body.code)) return `${status} does not state the code ${body.code}`;
    const validate = validator(content.schema);
    return validate(body) ? undefined : `${status}: ${validate.errors[0].instancePath} ${validate.errors[0].message}`;
  };
}
