// Where notices go: a page to the pager and the chat, a ticket to the mailbox and the chat, an info to the chat, the heartbeat to its own.

const RECEIVERS = { page: "pager,chat", ticket: "mail,chat", info: "chat" };
const HEARTBEAT = "Watchdog";

/** @param receiversOf who gets what carries these labels, as `amtool config routes test` answers */
export function routeProblems(alerts, receiversOf) {
  const seen = new Map();
  const answer = (labels) => {
    const key = labels.join(" ");
    if (!seen.has(key)) seen.set(key, receiversOf(labels));
    return seen.get(key);
  };
  const problems = alerts.flatMap(({ alert, labels }) => {
    const wanted = alert === HEARTBEAT ? "heartbeat" : RECEIVERS[labels?.severity];
    const got = answer([`alertname=${alert}`, `severity=${labels?.severity}`]);
    return got === wanted ? [] : [`${alert}: goes to ${got || "nobody"}, not to ${wanted}`];
  });
  // What comes without a severity must not be lost.
  if (answer([]) !== "chat") problems.push("an alert without a severity does not reach the chat");
  return problems;
}
