// One dashboard of Grafana from its short description (infra/observability/grafana/source).

const DATASOURCE = { type: "prometheus", uid: "${datasource}" };
const WIDTH = 24;
const HEIGHT = { row: 1, stat: 5, timeseries: 8 };

export function dashboard({ uid, title, rows }) {
  return {
    uid,
    title,
    tags: ["rupaya"],
    timezone: "utc",
    schemaVersion: 38,
    editable: false,
    refresh: "1m",
    time: { from: "now-6h", to: "now" },
    templating: { list: variables() },
    annotations: { list: [deployments()] },
    links: [{ type: "dashboards", title: "Rupaya", tags: ["rupaya"], asDropdown: true, keepTime: true }],
    panels: layOut(rows),
  };
}

function variables() {
  const query = (name, text) => ({
    name,
    type: "query",
    datasource: DATASOURCE,
    query: { query: text, refId: name },
    refresh: 2,
    includeAll: true,
    multi: true,
    allValue: ".+",
    current: { text: "All", value: "$__all" },
  });
  return [
    { name: "datasource", type: "datasource", query: "prometheus", current: {} },
    query("job", 'label_values(up{job=~"api|worker"}, job)'),
    query("instance", 'label_values(up{job=~"$job"}, instance)'),
  ];
}

/** A mark where a version appeared that was not there five minutes before. */
function deployments() {
  return {
    name: "Deployments",
    enable: true,
    iconColor: "blue",
    datasource: DATASOURCE,
    expr: "count by (version, role) (rupaya_build_info) unless count by (version, role) (rupaya_build_info offset 5m)",
    titleFormat: "{{version}}",
    textFormat: "{{role}}",
    step: "60s",
  };
}

function layOut(rows) {
  const panels = [];
  let y = 0;
  const add = (panel, w, x, h) => panels.push({ id: panels.length + 1, ...panel, gridPos: { x, y, w, h } });
  for (const row of rows) {
    add({ type: "row", title: row.title, collapsed: false, panels: [] }, WIDTH, 0, HEIGHT.row);
    y += HEIGHT.row;
    for (const line of lines(row.panels)) {
      const h = Math.max(...line.map((p) => HEIGHT[p.type ?? "timeseries"]));
      line.forEach((p, i) => add(panel(p), WIDTH / line.length, (i * WIDTH) / line.length, h));
      y += h;
    }
  }
  return panels;
}

/** Up to four are one line; more of them stand in threes. */
function lines(panels) {
  const across = panels.length > 4 ? 3 : panels.length;
  return Array.from({ length: Math.ceil(panels.length / across) }, (_, i) => panels.slice(i * across, (i + 1) * across));
}

function panel({ title, type = "timeseries", unit = "short", help, thresholds, queries }) {
  return {
    type,
    title,
    ...(help ? { description: help } : {}),
    datasource: DATASOURCE,
    fieldConfig: { defaults: { unit, ...(type === "stat" ? {} : { min: 0 }), ...(thresholds ? steps(thresholds) : {}) }, overrides: [] },
    options: type === "stat" ? { reduceOptions: { calcs: ["lastNotNull"] } } : { legend: { displayMode: "list", placement: "bottom" } },
    targets: Object.entries(queries).map(([legendFormat, expr], i) => ({
      refId: String.fromCharCode(65 + i),
      datasource: DATASOURCE,
      expr,
      legendFormat,
    })),
  };
}

function steps(thresholds) {
  const list = Object.entries(thresholds).map(([color, value]) => ({ color, value }));
  return { thresholds: { mode: "absolute", steps: list }, color: { mode: "thresholds" } };
}
