// The house's rules for alerts: each has a severity, a summary, a runbook that exists, and tests in which it fires and in which it does not.

const SEVERITIES = ["page", "ticket", "info"];
/** Fires always, and is tested to. */
const NEVER_SILENT = ["Watchdog"];

/** Of inputs everywhere, and of those that only an installation of our own has. */
const OF_TWO_PLACES = ["MetricsMissing"];

/**
 * What the founding documents ask for, by name: the alert, what its expression must hold, how long it waits.
 */
export const PROMISED = [
  ["ErrorRateHigh", "> 0.01", "5m"],
  ["ManyErrors", "> 100", undefined],
  ["ApiUnavailable", "== 0", "1m"],
  ["DatabaseUnreachable", "== 0", "1m"],
  ["CpuHigh", "> 0.8", "10m"],
  ["ProcessCpuHigh", "> 0.8", "10m"],
  ["MemoryHigh", "> 0.85", "10m"],
  ["DatabaseCpuHigh", "> 0.8", "10m"],
  ["ConnectionsHigh", "> 0.8", "5m"],
  ["DiskFull", "> 0.9", "1m"],
  ["DiskFilling", "> 0.8", "10m"],
  ["CacheMemoryHigh", "> 0.9", "5m"],
  ["CacheHitRateLow", "< 0.5", "30m"],
  ["SigninFailures", "> 50", undefined],
  ["OutboxStuck", "> 30", "1m"],
  ["DeadLetters", "> 0", "1m"],
  ["DeadLettersForgotten", "> 0", "7d"],
  ["QueueWithoutConsumers", "== 0", "5m"],
  ["ProjectionBehind", "> 300", "1m"],
  ["WorkerAbsent", "absent(", "2m"],
  ["VerifyOld", "> 26 * 3600", "5m"],
  ["BooksNotExact", "> 0", undefined],
  ["BackupOld", "> 26 * 3600", "5m"],
  ["WalArchiveFailing", "> 0", "5m"],
  ["CertificateExpires", "< 21 * 86400", "1m"],
  ["ReplicationLag", "> 30", "2m"],
  ["AvailabilityBudgetBurning", "> 14.4 * 0.001", undefined],
  ["LatencyBudgetBurning", "> 14.4 * 0.01", undefined],
  ["FreshnessBudgetBurning", "> 14.4 * 0.005", undefined],
  ["AvailabilityBudgetSpending", "> 1 * 0.001", undefined],
  ["LatencyBudgetSpending", "> 1 * 0.01", undefined],
  ["FreshnessBudgetSpending", "> 1 * 0.005", undefined],
  ["MetricsMissing", "absent(", "15m"],
];

/**
 * @param alerts rules with `alert`, `expr`, `for`, `labels`, `annotations`
 * @param cases `{ alertname, fires }` of all tests
 * @param exists whether a path of the repository exists
 */
export function alertProblems(alerts, cases, exists) {
  return [
    ...alerts.flatMap((alert) => ownProblems(alert, exists)),
    ...alerts.flatMap(({ alert }) => caseProblems(alert, cases)),
    ...duplicates(alerts.map((a) => a.alert).filter((name) => !OF_TWO_PLACES.includes(name))).map((name) => `${name}: there are two of it`),
    ...PROMISED.flatMap((promise) => promiseProblems(promise, alerts)),
  ];
}

function ownProblems({ alert, labels, annotations }, exists) {
  const problems = [];
  if (!SEVERITIES.includes(labels?.severity)) problems.push(`${alert}: its severity is none of ${SEVERITIES.join(", ")}`);
  if (!annotations?.summary) problems.push(`${alert}: has no summary`);
  if (!annotations?.runbook) problems.push(`${alert}: has no runbook`);
  else if (!exists(annotations.runbook)) problems.push(`${alert}: its runbook ${annotations.runbook} does not exist`);
  return problems;
}

function caseProblems(name, cases) {
  const own = cases.filter((c) => c.alertname === name);
  const problems = [];
  if (!own.some((c) => c.fires)) problems.push(`${name}: no test in which it fires`);
  if (!NEVER_SILENT.includes(name) && !own.some((c) => !c.fires)) problems.push(`${name}: no test in which it is silent`);
  return problems;
}

function promiseProblems([name, part, wait], alerts) {
  const alert = alerts.find((a) => a.alert === name);
  if (!alert) return [`${name}: promised, and not there`];
  const problems = [];
  if (!alert.expr.includes(part)) problems.push(`${name}: promised with "${part}", which its expression lacks`);
  if (alert.for !== wait) problems.push(`${name}: promised to wait ${wait ?? "for nothing"}, waits ${alert.for ?? "for nothing"}`);
  return problems;
}

function duplicates(names) {
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
}

/** The cases of one parsed test file. */
export function casesOf(file) {
  return (file.tests ?? []).flatMap((test) =>
    (test.alert_rule_test ?? []).map((c) => ({ alertname: c.alertname, fires: (c.exp_alerts ?? []).length > 0 })),
  );
}
