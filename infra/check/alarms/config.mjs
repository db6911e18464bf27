// node config.mjs DIRECTORY: Prometheus and Alertmanager as they are, but for where their targets are, how patient they are, and whom they tell.
// PORTS is JSON: api, worker, postgres, redis, rabbitmq, node, prometheus, alertmanager, receiver.
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse, stringify } from "yaml";

const observability = fileURLToPath(new URL("../../observability/", import.meta.url));
const directory = process.argv[2];
const ports = JSON.parse(process.env.PORTS);
const at = (port) => `127.0.0.1:${port}`;
const read = (path) => parse(readFileSync(join(observability, path), "utf8"));

function prometheus() {
  const config = read("prometheus/prometheus.yml");
  config.global = { scrape_interval: "2s", scrape_timeout: "2s", evaluation_interval: "2s" };
  config.alerting.alertmanagers[0].static_configs[0].targets = [at(ports.alertmanager)];
  config.scrape_configs = config.scrape_configs.map(({ job_name, static_configs }) => {
    if (!ports[job_name]) throw new Error(`no port for the job ${job_name}`);
    return { job_name, static_configs: [{ ...static_configs?.[0], targets: [at(ports[job_name])] }] };
  });
  return config;
}

/** The rules' expressions stay; what takes minutes or hours takes seconds. What takes days does not happen here. */
function hasten(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) hasten(path);
    else writeFileSync(path, readFileSync(path, "utf8").replace(/^(\s+)for: \d+[mh]$/gm, "$1for: 4s").replace(/^(\s+)interval: .*$/gm, "$1interval: 2s"));
  }
}

function alertmanager() {
  const { route, inhibit_rules, receivers } = read("alertmanager/alertmanager.yml");
  const quick = (r) => ({ ...r, group_wait: "1s", group_interval: "2s", repeat_interval: "1h", ...(r.routes ? { routes: r.routes.map(quick) } : {}) });
  const told = receivers.map(({ name }) => ({ name, webhook_configs: [{ url: `http://${at(ports.receiver)}/${name}`, send_resolved: true }] }));
  return { route: quick(route), inhibit_rules, receivers: told };
}

mkdirSync(directory, { recursive: true });
cpSync(join(observability, "prometheus", "rules"), join(directory, "rules"), { recursive: true });
hasten(join(directory, "rules"));
writeFileSync(join(directory, "prometheus.yml"), stringify(prometheus()));
writeFileSync(join(directory, "alertmanager.yml"), stringify(alertmanager()));
