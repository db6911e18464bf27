// node logs.mjs FILE…: each line is one JSON object with the keys that were agreed on (docs/adr/0022) and no others.
import { readFileSync } from "node:fs";

const ALWAYS = ["timestamp", "level", "service", "version", "message", "event"];
const SOMETIMES = ["requestId", "traceId", "userId", "bookId", "endpoint", "method", "statusCode", "duration", "context"];
const LEVELS = ["error", "warn", "info", "debug"];

function problem(line) {
  let entry;
  try {
    entry = JSON.parse(line);
  } catch {
    return "no JSON";
  }
  const missing = ALWAYS.filter((key) => !(key in entry));
  const other = Object.keys(entry).filter((key) => !ALWAYS.includes(key) && !SOMETIMES.includes(key));
  if (missing.length || other.length) return `lacks ${missing.join(" ") || "nothing"}, has ${other.join(" ") || "nothing else"}`;
  if (!LEVELS.includes(entry.level)) return `level ${entry.level}`;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(entry.timestamp)) return `timestamp ${entry.timestamp}`;
  return /^rupaya-(api|worker|all|command)$/.test(entry.service) ? null : `service ${entry.service}`;
}

const lines = process.argv.slice(2).flatMap((file) => readFileSync(file, "utf8").split("\n").filter(Boolean));
const bad = lines.map((line) => [problem(line), line]).filter(([what]) => what);
bad.slice(0, 10).forEach(([what, line]) => console.log(`${what}: ${line.slice(0, 200)}`));
console.log(`${lines.length} log lines, ${bad.length} of them not as agreed`);
process.exit(lines.length && !bad.length ? 0 : 1);
