// Mistakes of each kind, planted one by one: the check that does not find its own is none.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parse } from "yaml";
import { alertProblems, casesOf, PROMISED } from "./alerts.mjs";
import { collectorProblems } from "./collector.mjs";
import { dashboard } from "./dashboard.mjs";
import { dashboardProblems, sharedUids } from "./dashboards.mjs";
import { durations, expressions, mutants } from "./mutants.mjs";
import { routeProblems } from "./routes.mjs";

const folder = new URL("../../observability/", import.meta.url);
const read = (path) => readFileSync(new URL(path, folder), "utf8");

const sound = PROMISED.map(([alert, part, wait]) => ({
  alert,
  expr: `x ${part}`,
  for: wait,
  labels: { severity: "page" },
  annotations: { summary: "s", runbook: "r.md" },
}));
const cases = sound.flatMap(({ alert }) => [
  { alertname: alert, fires: true },
  { alertname: alert, fires: false },
]);
const plant = (change) => {
  const alerts = structuredClone(sound);
  change(alerts);
  return alertProblems(alerts, cases, (path) => path === "r.md").join("\n");
};

test("what is sound has no problems", () => assert.deepEqual(alertProblems(sound, cases, () => true), []));

for (const [what, change, says] of [
  ["no severity", (a) => delete a[0].labels, /severity/],
  ["an unknown severity", (a) => (a[0].labels.severity = "critical"), /severity/],
  ["no summary", (a) => delete a[0].annotations.summary, /no summary/],
  ["no runbook", (a) => delete a[0].annotations.runbook, /no runbook/],
  ["a runbook that does not exist", (a) => (a[0].annotations.runbook = "gone.md"), /gone.md does not exist/],
  ["an alert twice", (a) => a.push(structuredClone(a[0])), /two of it/],
  ["a promised alert away", (a) => a.shift(), /promised, and not there/],
  ["another threshold", (a) => (a[0].expr = "x > 0.02"), /promised with/],
  ["another patience", (a) => (a[0].for = "50m"), /promised to wait/],
]) {
  test(`alerts: ${what}`, () => assert.match(plant(change), says));
}

test("alerts: no firing case, no silent case", () => {
  const found = alertProblems(sound, cases.filter((c) => c.alertname !== "DiskFull"), () => true).join("\n");
  assert.match(found, /DiskFull: no test in which it fires/);
  assert.match(found, /DiskFull: no test in which it is silent/);
});

test("cases: a test without alerts is a silent one", () => {
  const file = parse("tests: [{alert_rule_test: [{alertname: A, eval_time: 1m}, {alertname: A, eval_time: 2m, exp_alerts: [{}]}]}]");
  assert.deepEqual(casesOf(file), [
    { alertname: "A", fires: false },
    { alertname: "A", fires: true },
  ]);
});

test("thresholds: each number tenfold and a tenth, zero as ten; texts and ranges stay", () => {
  assert.deepEqual(expressions('rate(x{code=~"5.."}[5m]) > 0.5'), ['rate(x{code=~"5.."}[5m]) > 5', 'rate(x{code=~"5.."}[5m]) > 0.05']);
  assert.deepEqual(expressions("x == 0"), ["x == 10"]);
  assert.deepEqual(expressions('x{le="0.25"} or vector(0)'), ['x{le="2.5"} or vector(0)', 'x{le="0.025"} or vector(0)']);
  assert.deepEqual(durations("1h30m"), ["54000s", "540s"]);
});

test("thresholds: of rules and of how long they wait", () => {
  const found = mutants("groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: x > 3\n        for: 5m\n");
  assert.deepEqual(found.map((m) => [m.rule, m.key, m.to]), [
    ["A", "expr", "x > 30"],
    ["A", "expr", "x > 0.3"],
    ["A", "for", "3000s"],
    ["A", "for", "30s"],
  ]);
  assert.match(found[2].text, /for: 3000s/);
});

test("routes: a receiver that a notice does not reach", () => {
  const alerts = [{ alert: "A", labels: { severity: "page" } }];
  assert.deepEqual(routeProblems(alerts, (l) => (l.length ? "pager,chat" : "chat")), []);
  assert.match(routeProblems(alerts, () => "chat").join(), /A: goes to chat, not to pager,chat/);
  assert.match(routeProblems([], () => "").join(), /without a severity/);
});

const made = () => JSON.parse(JSON.stringify(dashboard(parse(read("grafana/source/1-service-health.yml")))));
for (const [what, change, says] of [
  ["no uid", (d) => delete d.uid, /uid/],
  ["a uid of its own making", (d) => (d.uid = "Qx7"), /uid/],
  ["no choice of the data source", (d) => d.templating.list.shift(), /templating/],
  ["a panel bound to one data source", (d) => (d.panels[1].datasource.uid = "prometheus"), /datasource\/uid/],
  ["a query without expression", (d) => delete d.panels[1].targets[0].expr, /expr/],
  ["no unit", (d) => delete d.panels[1].fieldConfig.defaults.unit, /unit/],
  ["a panel beyond the edge", (d) => (d.panels[1].gridPos.w = 30), /edge|maximum|<= 24/],
  ["two panels upon each other", (d) => (d.panels[2].gridPos = { ...d.panels[1].gridPos }), /lie upon/],
  ["an id twice", (d) => (d.panels[2].id = d.panels[1].id), /same id/],
  ["no deployments", (d) => (d.annotations.list = []), /annotations/],
]) {
  test(`dashboards: ${what}`, () => {
    const changed = made();
    change(changed);
    assert.match(dashboardProblems("d", changed).join("\n"), says);
  });
}

test("dashboards: sound as made, and no two with one uid", () => {
  assert.deepEqual(dashboardProblems("d", made()), []);
  assert.match(sharedUids([made(), made()]).join(), /two dashboards/);
});

for (const [what, change, says] of [
  ["a part that is not described", (c) => delete c.exporters.otlphttp, /not described/],
  ["a part that nobody uses", (c) => (c.exporters.debug = {}), /nobody uses/],
  ["an unknown part", (c) => (c.exporters.otlphtp = {}), /none that we know/],
  ["an unknown signal", (c) => (c.service.pipelines.spans = c.service.pipelines.traces), /no such signal/],
  ["a pipeline to nowhere", (c) => (c.service.pipelines.traces.exporters = []), /has no exporters/],
  ["a late memory limiter", (c) => c.service.pipelines.traces.processors.reverse(), /must be the first/],
  ["no pipeline", (c) => (c.service.pipelines = {}), /no pipeline/],
]) {
  test(`collector: ${what}`, () => {
    const config = parse(read("otel-collector.yml"));
    assert.deepEqual(collectorProblems(config), []);
    change(config);
    assert.match(collectorProblems(config).join("\n"), says);
  });
}
