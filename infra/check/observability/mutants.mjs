// Every number that decides in a file of Prometheus rules, changed tenfold: a test that does not notice such a change does not test it.
import { parseDocument } from "yaml";

const COMPARED_WITH_ZERO = /(?:==|!=|>=|<=|>|<)\s*(?:bool\s+)?0(?![\d.])/g;
const NUMBER = /(?<![\w.:"])\d+(?:\.\d+)?(?![\w.:])/g;
const BOUND = /le="(\d+(?:\.\d+)?)"/g;

/** What must not be taken for a threshold: texts, ranges, and the 0 and 1 that only stand in for nothing and something. */
function masked(expr) {
  const blank = (part) => " ".repeat(part.length);
  return expr
    .replace(/"[^"]*"/g, blank)
    .replace(/\[[^\]]*\]/g, blank)
    .replace(/offset \w+/g, blank)
    .replace(/vector\([01]\)/g, blank);
}

/** The changed expressions of one expression. */
export function expressions(expr) {
  const found = [];
  const change = (at, length, by) => found.push(expr.slice(0, at) + by + expr.slice(at + length));
  const visible = masked(expr);
  for (const match of visible.matchAll(COMPARED_WITH_ZERO)) {
    const zero = match.index + match[0].length - 1;
    change(zero, 1, "10");
  }
  for (const match of visible.matchAll(NUMBER)) {
    // What shares are measured from; a tenfold of it has no meaning of its own.
    if (/^1 - /.test(expr.slice(match.index))) continue;
    if (Number(match[0]) !== 0) tenfold(match[0]).forEach((by) => change(match.index, match[0].length, by));
  }
  for (const match of expr.matchAll(BOUND)) {
    tenfold(match[1]).forEach((by) => change(match.index + 4, match[1].length, by));
  }
  return found;
}

function tenfold(number) {
  return [Number(number) * 10, Number(number) / 10].map((n) => String(Number(n.toPrecision(12))));
}

/** A duration such as 5m, ten times as long and a tenth of it. */
export function durations(text) {
  const unit = { s: 1, m: 60, h: 3600, d: 86400 };
  const seconds = [...text.matchAll(/(\d+)([smhd])/g)].reduce((sum, m) => sum + Number(m[1]) * unit[m[2]], 0);
  return [seconds * 10, Math.round(seconds / 10)].map((s) => `${s}s`);
}

/** All changed versions of a file: what was changed where, and the text. */
export function mutants(text) {
  const found = [];
  const add = (rule, key, from, to) => {
    const changed = parseDocument(text);
    changed.setIn([...rule.path, key], to);
    found.push({ rule: rule.name, key, from, to, text: changed.toString() });
  };
  for (const rule of rules(parseDocument(text))) {
    expressions(rule.expr).forEach((to) => add(rule, "expr", rule.expr, to));
    if (rule.for) durations(rule.for).forEach((to) => add(rule, "for", rule.for, to));
  }
  return found;
}

/** Alerts and recordings of a document, with the way to each. */
export function rules(document) {
  const found = [];
  document.toJS().groups.forEach((group, g) =>
    group.rules.forEach((rule, r) => found.push({ ...rule, name: rule.alert ?? rule.record, path: ["groups", g, "rules", r] })),
  );
  return found;
}
