// What the tools here read of an OpenAPI document.
const METHODS = ["get", "post", "put", "delete", "patch"];

export function* each(document) {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) if (item[method]) yield { method, path, operation: item[method] };
  }
}

export function resolve(document, node) {
  return node?.$ref ? node.$ref.slice(2).split("/").reduce((at, key) => at[key.replaceAll("~1", "/").replaceAll("~0", "~")], document) : node;
}
