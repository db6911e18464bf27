// node queries.mjs PROMETHEUS: every query of a dashboard and every part of an alert finds something, and every metric that a paper names is there;
// or it stands in absent.json, with the reason.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const server = process.argv[2];
const root = fileURLToPath(new URL("../../../", import.meta.url));
const absent = JSON.parse(readFileSync(new URL("absent.json", import.meta.url), "utf8"));
const excused = new Set();
const problems = [];

const ask = async (path) => (await (await fetch(`${server}/api/v1/${path}`)).json()).data;
const finds = async (expr) => {
  const answer = await (await fetch(`${server}/api/v1/query?${new URLSearchParams({ query: expr })}`)).json();
  if (answer.status !== "success") throw new Error(`${expr}: ${answer.error}`);
  return answer.data.result.length > 0;
};

/** What Grafana would put in. */
const filled = (expr) => expr.replaceAll("$job", ".+").replaceAll("$instance", ".+").replaceAll("$__rate_interval", "30s").replaceAll("$__range", "1m");

function dashboards() {
  const folder = join(root, "infra/observability/grafana/dashboards");
  return readdirSync(folder).flatMap((name) => {
    const { title, panels, annotations } = JSON.parse(readFileSync(join(folder, name), "utf8"));
    const queries = panels.flatMap((p) => (p.targets ?? []).map((t) => [`${title} / ${p.title}`, filled(t.expr)]));
    // The mark of a deployment is only there for five minutes: what it looks at must be.
    return queries.concat(annotations.list.map((a) => [`${title} / ${a.name}`, a.expr.split(" unless ")[0]]));
  });
}

/** An alert in good times finds nothing. Without its comparisons it must find what it compares. */
async function alerts() {
  const groups = (await ask("rules")).groups;
  return groups.flatMap((group) =>
    group.rules.flatMap((rule) => {
      if (rule.type === "recording") return [[`recording ${rule.name}`, rule.name]];
      return parts(rule.query).map((part) => [`alert ${rule.name}`, part]);
    }),
  );
}

function parts(query) {
  return query
    .replace(/\s+/g, " ")
    .split(/ or (?=max|min|sum|absent|label_replace|\()/)
    .map((part) => part.replace(/label_replace\(absent\((.*?)\), "input".*$/, "$1").replace(/absent\((.*)\)$/, "$1"))
    .map((part) => part.replace(/ (?:>|<|==) bool /g, " ").replace(/ (?:>|<|==) [\d.]+(?: \* [\d.]+)?/g, ""));
}

function namedInPapers() {
  const docs = readdirSync(join(root, "docs"), { recursive: true }).filter((f) => f.endsWith(".md") && !f.startsWith("adr") && !f.startsWith("performance"));
  return docs.flatMap((file) => {
    // What stands in braces is a label.
    const text = readFileSync(join(root, "docs", file), "utf8").replace(/\{[a-z_]+[=!][^}]*\}/g, "");
    const names = text.match(/\b(?:rupaya|http_server|dotnet|db_client|messaging|kestrel|redis|pg|node)_[a-z_]+_[a-z]+\b/g) ?? [];
    return [...new Set(names)].map((name) => [`docs/${file}`, name]);
  });
}

async function check(kind, list, there) {
  let found = 0;
  for (const [where, what] of list) {
    const reason = Object.keys(absent).find((part) => what.includes(part));
    if (await there(what)) {
      found++;
    } else if (reason) excused.add(reason);
    else problems.push(`${where}: ${what} finds nothing`);
  }
  console.log(`${kind}: ${found} of ${list.length} find something`);
}

const names = new Set(await ask("label/__name__/values"));
const known = (name) => names.has(name) || ["_bucket", "_count", "_total"].some((end) => names.has(name + end)) || !/^(rupaya|http_server|dotnet|db_client|messaging|kestrel)_/.test(name);
await check("dashboards", dashboards(), finds);
await check("alerts and recordings", await alerts(), finds);
await check("metrics named in papers", namedInPapers(), (name) => known(name));

Object.keys(absent).filter((part) => !excused.has(part)).forEach((part) => problems.push(`absent.json: ${part} is there, or nobody asks for it`));
problems.forEach((problem) => console.log(problem));
process.exit(problems.length ? 1 : 0);
