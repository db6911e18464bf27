// Alertmanager's definition for Amazon Managed Prometheus, from the same routes: it knows SNS, no files and no addresses of ours. What a topic's
// notice reaches (pager, chat, mailbox) is SNS's affair, so each severity goes to one topic only.
import { parse, stringify } from "yaml";

const HEAD = "# Made from alertmanager.yml by infra/check/amp.mjs, for Terraform's templatefile(): region, and the topics page and ticket.\n";
const TOPICS = { pager: "page", mail: "ticket", chat: "ticket" };

export function definition(text) {
  const { route, inhibit_rules, receivers } = parse(text);
  const config = { route: { ...route, routes: single(route.routes) }, inhibit_rules, receivers: receivers.map(({ name }) => receiver(name)) };
  return HEAD + stringify({ alertmanager_config: stringify(config, { lineWidth: 0 }) }, { lineWidth: 0 });
}

/** Of routes that continue to a second receiver, the first. */
function single(routes) {
  return routes.filter((_, i) => !routes[i - 1]?.continue).map(({ continue: _, ...route }) => route);
}

/** Without a topic nobody is told: the heartbeat, which AWS keeps by itself. */
function receiver(name) {
  if (!TOPICS[name]) return { name };
  return {
    name,
    sns_configs: [
      {
        topic_arn: `\${${TOPICS[name]}}`,
        sigv4: { region: "${region}" },
        subject: "{{ .Status | toUpper }} {{ .CommonLabels.severity }}: {{ .CommonLabels.alertname }}",
        message: "{{ range .Alerts }}{{ .Annotations.summary }} ({{ .Annotations.runbook }})\n{{ end }}",
        attributes: { severity: "{{ .CommonLabels.severity }}" },
      },
    ],
  };
}
