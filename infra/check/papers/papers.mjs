// What a paper must have: links that lead somewhere, a runbook's parts, an answer at each line of a checklist.
import { dirname, join, normalize } from "node:path";

const PARTS = ["What people notice", "How you know", "What to do", "What not to do", "Over when"];

/** @param file its path in the repository @param read the text of another one, or undefined where there is none; "" for a directory */
export function linkProblems(file, text, read) {
  return [...prose(text).matchAll(/\[[^\]]*\]\(([^)\s]+)\)/g)].flatMap(([, target]) => {
    if (/^[a-z]+:/.test(target)) return [];
    const [path, anchor] = target.split("#");
    const other = path ? read(normalize(join(dirname(file), path))) : text;
    if (other === undefined) return [`${file}: the link to ${target} leads nowhere`];
    return anchor && !anchors(other).includes(anchor) ? [`${file}: ${path || file} has no heading ${anchor}`] : [];
  });
}

/** Without what is only quoted. */
function prose(text) {
  return text.replace(/^\s*```[\s\S]*?^\s*```/gm, "").replace(/`[^`\n]*`/g, "");
}

function anchors(text) {
  return [...text.matchAll(/^#+\s+(.*)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, "")
      .trim()
      .replace(/\s/g, "-"),
  );
}

/** @param named whether an alert names this runbook: then somebody reads it at night, and looks for its parts */
export function runbookProblems(file, text, named) {
  return named ? PARTS.filter((part) => !text.includes(`**${part}`)).map((part) => `${file}: has no part "${part}"`) : [];
}

export function checklistProblems(file, text, boxes) {
  const lines = [...text.matchAll(/^- \[ \] ((?:.|\n(?!- |\n|#))*)/gm)].map(([, line]) => line.replace(/\n\s*/g, " "));
  const problems = lines
    .filter((line) => !/`[^`]+`|\]\([^)]+\)|dashboard \*\d [^*]+\*|\(person\)/.test(line))
    .map((line) => `${file}: "${line}" names no command, no link, no dashboard and no person`);
  if (!lines.length) problems.push(`${file}: has no box`);
  return problems.concat(boxes.filter((box) => !lines.some((l) => l.startsWith(`**${box}**`))).map((box) => `${file}: the box "${box}" is missing`));
}

/** Dashboards that a paper names and nobody made. */
export function dashboardNameProblems(file, text, titles) {
  return [...text.replace(/\s+/g, " ").matchAll(/dashboards? \*(\d [^*]+)\*/g)]
    .filter(([, title]) => !titles.includes(title))
    .map(([, title]) => `${file}: there is no dashboard "${title}"`);
}

/** The founding documents' boxes, by their checklist. */
export const BOXES = {
  "pre-production.md": [
    "All tests passing (>80% coverage)",
    "Code review completed",
    "Security audit passed",
    "Performance testing completed",
    "Database backups verified",
    "Secrets rotated",
    "SSL certificates valid",
    "Documentation updated",
  ],
  "deployment.md": [
    "Blue-green deployment setup",
    "Health checks configured",
    "Monitoring alerts active",
    "Rollback plan ready",
    "Communication plan executed",
    "On-call team notified",
    "Database migration tested",
    "Backup completed",
  ],
  "post-deployment.md": [
    "Monitor error rates (should be <0.1%)",
    "Check performance metrics",
    "Verify all endpoints responding",
    "Monitor database performance",
    "Review logs for issues",
    "Get team feedback",
    "Document lessons learned",
  ],
  "secrets-and-access.md": [
    "JWT_SECRET (32+ chars)",
    "DATABASE_URL",
    "Database password",
    "API keys",
    "Encryption keys",
    "Email credentials",
  ],
};
