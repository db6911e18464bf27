// Types as far as the checks need them: 'any', 'string', 'number', 'bool', { list }, { map }, { object, rest? }.
import { analyse, pathOf } from "./expressions.mjs";

/** The type that a variable's constraint names. */
export async function ofConstraint(ast) {
  if (ast.type === "scopeTraversal") return ast.meta.value;
  if (ast.type !== "function") return "any";
  const { name } = ast.meta;
  const [inner] = ast.children;
  if (name === "optional") return ofConstraint(inner);
  if (name === "list" || name === "set") return { list: await ofConstraint(inner) };
  if (name === "map") return { map: await ofConstraint(inner) };
  return name === "object" ? { object: await members(inner, ofConstraint), optional: await optional(inner) } : "any";
}

async function members(object, typeOf) {
  const found = {};
  for (const [key, text] of Object.entries(object.meta.items))
    found[key.replace(/^"|"$/g, "")] = await typeOf((await analyse(text)).ast);
  return found;
}

async function optional(object) {
  const found = [];
  for (const [key, text] of Object.entries(object.meta.items)) if (/^optional\(/.test(text)) found.push(key);
  return found;
}

/** The type of a value, where it is written down or leads to something whose type is known. */
export async function ofValue(ast, resolve) {
  const path = pathOf(ast);
  if (path !== null) return (await resolve(path)).type ?? "any";
  switch (ast.type) {
    case "literalValue":
      return ast.meta.type === "dynamic" ? "any" : ast.meta.type;
    case "template":
      return "string";
    case "object": {
      const computed = Object.keys(ast.meta.items).some((key) => /[($]/.test(key));
      return computed ? { map: "any" } : { object: await members(ast, (value) => ofValue(value, resolve)) };
    }
    case "tuple":
      return { list: ast.children.length > 0 ? await ofValue(ast.children[0], resolve) : "any" };
    case "function":
      return ast.meta.name === "merge" ? merged(await Promise.all(ast.children.map((child) => ofValue(child, resolve)))) : "any";
    case "for":
      return { [ast.meta.openRangeValue === "[" ? "list" : "map"]: await ofLoop(ast, resolve) };
    case "conditional":
      return either(await Promise.all(ast.children.slice(1).map((child) => ofValue(child, resolve))));
    default:
      return "any";
  }
}

/** Where a loop hands its elements on, or members of them, their type. */
async function ofLoop({ meta, children }, resolve) {
  const [collection, ...rest] = children;
  const value = pathOf(rest[meta.keyExpression ? 1 : 0]);
  const path = pathOf(collection);
  return value && path && value[0] === meta.valVar
    ? ((await resolve([...path, [null], ...value.slice(1)])).type ?? "any")
    : "any";
}

/** One side of a condition is often null or empty: then the other says the type. */
function either(types) {
  const telling = types.filter((type) => type !== "any" && Object.keys(type.object ?? { some: 1 }).length > 0);
  return telling.length > 0 && telling.every((type) => JSON.stringify(type) === JSON.stringify(telling[0])) ? telling[0] : "any";
}

/** An open object has the members that are known, and maybe others. */
function merged(types) {
  const objects = types.filter((type) => type.object);
  if (objects.length === 0) return "any";
  return {
    object: Object.assign({}, ...objects.map((type) => type.object)),
    open: objects.length < types.length || objects.some((o) => o.open),
  };
}

/** The type behind the steps of a path, or { error } when there is no such step; some when only some elements lack it. */
export function walk(type, steps) {
  let at = type;
  for (const step of steps) {
    if (at === "any") return { type: "any" };
    if (typeof at === "string") return { error: `a ${at} has no ${show(step)}` };
    if (at.read) at = Array.isArray(step) || step === "*" ? at : ofSchema(at.read[step], step);
    else if (at.list) {
      if (typeof step === "string" && step !== "*") return { error: `a list has no ${show(step)}` };
      at = at.list;
    } else if (step === "*") at = "any";
    else if (at.map) at = at.map;
    else at = ofMember(at, step);
    if (at === undefined) return { error: `there is no ${show(step)}` };
    if (at.some) return { error: `not every element has ${show(step)}`, some: true };
  }
  return { type: at };
}

/** A computed key may lead to any member; what only some of them have is marked. */
function ofMember({ object, open }, step) {
  const name = Array.isArray(step) ? step[0] : step;
  if (name !== null) return object[name] ?? (open ? "any" : undefined);
  const all = Object.values(object);
  if (all.length === 0 || !all.every((type) => type.object))
    return all.every((type) => type === all[0]) ? (all[0] ?? "any") : "any";
  const found = Object.assign({}, ...all.map((type) => type.object));
  for (const key of Object.keys(found)) if (!all.every((type) => key in type.object || type.open)) found[key] = { some: true };
  return { object: found };
}

/** What the schema of a provider says about reading a member. */
function ofSchema(spec) {
  if (spec === undefined) return undefined;
  if (typeof spec === "object") return { read: spec.of };
  const type = spec.replace(/[!=]$/, "");
  return { string: "string", number: "number", boolean: "bool", list: { list: "any" }, map: { map: "any" } }[type] ?? "any";
}

export const show = (step) => (Array.isArray(step) ? `[${step[0] ?? "…"}]` : JSON.stringify(step));
