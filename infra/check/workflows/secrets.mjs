// Texts that look like somebody's secret, anywhere in the tree. Made-up ones that tests need stand in a list, each with its file.

const PATTERNS = [
  ["an AWS key", /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/],
  ["a private key", /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/],
  ["a GitHub token", /\bgh[pousr]_[A-Za-z0-9]{36,}\b/],
  ["a Slack token", /\bxox[abprs]-[A-Za-z0-9-]{20,}/],
  ["a Slack address", /hooks\.slack\.com\/services\/T[A-Z0-9]{6,}/],
  ["a Google key", /\bAIza[0-9A-Za-z_-]{35}\b/],
  ["a Stripe key", /\b[sr]k_live_[0-9A-Za-z]{20,}/],
  ["an OpenAI key", /\bsk-(?:proj-)?[A-Za-z0-9_-]{32,}/],
  ["a signed token", /\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}/],
  ["a token of Rupaya", /\brupaya_pat_[0-9A-Za-z]{46}\b/],
  ["a master key", /(?:MasterKey|TokenSecret)["'\s:=]+[A-Za-z0-9+/]{43}=/],
];

export function secretProblems(file, text) {
  return PATTERNS.flatMap(([what, pattern]) => {
    const found = pattern.exec(text);
    return found ? [`${file}:${text.slice(0, found.index).split("\n").length}: looks like ${what}`] : [];
  });
}
