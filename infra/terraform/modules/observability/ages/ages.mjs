// Measures how many days ago each secret changed; the oldest decides about the alarm.

const DAY_MS = 24 * 3600 * 1000;

export async function handler() {
  const { SecretsManagerClient, DescribeSecretCommand } = await import("@aws-sdk/client-secrets-manager");
  const { CloudWatchClient, PutMetricDataCommand } = await import("@aws-sdk/client-cloudwatch");
  const secrets = new SecretsManagerClient();
  const describe = (id) => secrets.send(new DescribeSecretCommand({ SecretId: id }));
  const MetricData = await measure(process.env.SECRETS.split(","), describe, Date.now());
  await new CloudWatchClient().send(new PutMetricDataCommand({ Namespace: process.env.NAMESPACE, MetricData }));
}

/** One value for each secret, without dimension: the alarm looks at the greatest. */
export async function measure(ids, describe, now) {
  const dates = await Promise.all(ids.map(async (id) => (await describe(id)).LastChangedDate));
  return dates.map((date) => ({
    MetricName: "SecretAgeDays",
    Unit: "Count",
    Value: Math.floor((now - new Date(date).getTime()) / DAY_MS),
  }));
}
