// What is wrong with a dashboard, by its schema and by what a schema cannot say.
import { readFileSync } from "node:fs";
import Ajv from "ajv";

const schema = JSON.parse(readFileSync(new URL("dashboard.schema.json", import.meta.url), "utf8"));
const valid = new Ajv({ allErrors: true, strict: false }).compile(schema);

export function dashboardProblems(name, dashboard) {
  const problems = valid(dashboard) ? [] : valid.errors.map((e) => `${name}${e.instancePath}: ${e.message}`);
  const panels = Array.isArray(dashboard.panels) ? dashboard.panels : [];
  const ids = panels.map((p) => p.id);
  if (new Set(ids).size !== ids.length) problems.push(`${name}: two panels have the same id`);
  for (const panel of panels) {
    if (panel.gridPos && panel.gridPos.x + panel.gridPos.w > 24) problems.push(`${name}: "${panel.title}" reaches beyond the edge`);
  }
  return problems.concat(overlaps(panels).map(([a, b]) => `${name}: "${a}" and "${b}" lie upon each other`));
}

function overlaps(panels) {
  const found = [];
  const placed = panels.filter((p) => p.gridPos);
  placed.forEach((a, i) =>
    placed.slice(i + 1).forEach((b) => {
      const [p, q] = [a.gridPos, b.gridPos];
      if (p.x < q.x + q.w && q.x < p.x + p.w && p.y < q.y + q.h && q.y < p.y + p.h) found.push([a.title, b.title]);
    }),
  );
  return found;
}

/** Two dashboards must not share a uid: the second would replace the first. */
export function sharedUids(dashboards) {
  const uids = dashboards.map((d) => d.uid);
  return uids.filter((uid, i) => uids.indexOf(uid) !== i).map((uid) => `the uid ${uid} belongs to two dashboards`);
}
