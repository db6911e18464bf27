// Indents and aligns as `terraform fmt` does: two spaces for each open bracket line, and the equals signs of lines that
// follow each other in one column. Spaces within a line are left to it.

const OPENS = "{[(";
const CLOSES = "}])";

export function format(text) {
  const lines = split(text);
  indent(lines);
  align(lines);
  return lines.map(({ raw, at, lead, rest }) => (raw ?? `${" ".repeat(at)}${lead}${rest}`).trimEnd()).join("\n");
}

/** Each line with its brackets counted, and parted where a value is assigned that ends on the same line. */
function split(text) {
  let heredoc = null;
  return text.split("\n").map((raw) => {
    if (heredoc) {
      if (raw.trim() === heredoc) heredoc = null;
      return { raw };
    }
    const line = raw.trim();
    const { net, equals, marker } = scan(line);
    heredoc = marker;
    const assigns = equals > 0 && net === 0 && !marker;
    return {
      lead: assigns ? line.slice(0, equals).trimEnd() : line,
      rest: assigns ? line.slice(equals) : "",
      net,
      assigns,
    };
  });
}

function scan(line) {
  let net = 0;
  let equals = -1;
  for (let i = 0; i < line.length; i += 1) {
    if (line[i] === '"') i = endOfString(line, i);
    else if (line[i] === "#" || line.startsWith("//", i)) break;
    else if (OPENS.includes(line[i])) net += 1;
    else if (CLOSES.includes(line[i])) net -= 1;
    else if (line[i] === "=" && equals < 0 && !/[=!<>]/.test(line[i - 1] ?? "") && !/[=>]/.test(line[i + 1] ?? "")) equals = i;
  }
  return { net, equals, marker: line.match(/<<-?(\w+)$/)?.[1] ?? null };
}

function endOfString(line, start) {
  let depth = 0;
  for (let i = start + 1; i < line.length; i += 1) {
    if (line[i] === "\\") i += 1;
    else if (/^[$%]\{/.test(line.slice(i))) depth += 1;
    else if (depth > 0 && line[i] === "}") depth -= 1;
    else if (line[i] === '"' && depth === 0) return i;
    else if (line[i] === '"') i = endOfString(line, i);
  }
  return line.length;
}

/** A line that opens several brackets indents what follows once, until all of them are closed. */
function indent(lines) {
  const open = [];
  for (const line of lines.filter((l) => l.raw === undefined)) {
    for (let closed = -line.net; closed > 0 && open.length > 0;) {
      const last = open.pop();
      if (closed < last) open.push(last - closed);
      closed -= last;
    }
    line.at = line.lead === "" ? 0 : 2 * open.length;
    if (line.net > 0) open.push(line.net);
  }
}

function align(lines) {
  for (let i = 0; i < lines.length; i += 1) {
    if (!lines[i].assigns) continue;
    let end = i;
    while (lines[end]?.assigns) end += 1;
    const chain = lines.slice(i, end);
    const widest = Math.max(...chain.map((line) => line.lead.length));
    for (const line of chain) line.lead = line.lead.padEnd(widest + 1);
    i = end - 1;
  }
}
