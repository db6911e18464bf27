// Alertmanager's definition for Amazon Managed Prometheus, from the same routes: it knows SNS, no files and no addresses of ours.
import { parse, stringify } from "yaml";

const HEAD = `# Made from alertmanager.yml by infra/check/amp.mjs, for Terraform's templatefile(): region, and an SNS topic for each receiver (pager_topic_arn …).
`;

export function definition(text) {
  const { route, inhibit_rules, receivers } = parse(text);
  const config = { route, inhibit_rules, receivers: receivers.map(({ name }) => ({ name, sns_configs: [sns(name)] })) };
  return HEAD + stringify({ alertmanager_config: stringify(config, { lineWidth: 0 }) }, { lineWidth: 0 });
}

function sns(name) {
  return {
    topic_arn: `\${${name}_topic_arn}`,
    sigv4: { region: "${region}" },
    subject: "{{ .Status | toUpper }} {{ .CommonLabels.severity }}: {{ .CommonLabels.alertname }}",
    message: "{{ range .Alerts }}{{ .Annotations.summary }} ({{ .Annotations.runbook }})\n{{ end }}",
    attributes: { severity: "{{ .CommonLabels.severity }}" },
  };
}
