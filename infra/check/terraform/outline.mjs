// Reads the shape of a file: which blocks, which attributes, on which line, with the text of each expression. The parser
// of HashiCorp judges the syntax (parser.mjs) but gives neither lines nor the difference between `a = [{…}]` and `a {…}`.

const known = new Map();

/** A body is { attributes: [{ name, line, text }], blocks: [{ type, labels, line, body }] }; nobody changes one. */
export function outline(text) {
  if (!known.has(text)) known.set(text, body({ text, at: 0, line: 1 }, false));
  return known.get(text);
}

function body(reader, inBlock) {
  const found = { attributes: [], blocks: [] };
  for (;;) {
    skip(reader, /\s/);
    if (reader.at >= reader.text.length) return found;
    if (peek(reader) === "}" && inBlock) {
      take(reader, 1);
      return found;
    }
    const { line } = reader;
    const name = match(reader, /[\p{L}_][\p{L}\p{N}_-]*/uy);
    if (name === "") throw new Error(`line ${line}: expected a name, found ${JSON.stringify(peek(reader))}`);
    skip(reader, /[ \t]/);
    if (peek(reader) === "=") {
      take(reader, 1);
      skip(reader, /[ \t]/);
      found.attributes.push({ name, line: reader.line, text: expression(reader) });
    } else {
      found.blocks.push({ type: name, labels: labels(reader), line, body: body(reader, true) });
    }
  }
}

function labels(reader) {
  const found = [];
  while (peek(reader) !== "{") {
    const label = peek(reader) === '"' ? string(reader).slice(1, -1) : match(reader, /[\w-]+/y);
    if (label === "") throw new Error(`line ${reader.line}: expected a block`);
    found.push(label);
    skip(reader, /[ \t]/);
  }
  take(reader, 1);
  return found;
}

/** Up to the end of the line, or to the brace that ends a block written on one line; brackets may go over lines. */
function expression(reader) {
  const start = reader.at;
  let depth = 0;
  while (reader.at < reader.text.length) {
    const c = peek(reader);
    if (depth === 0 && (c === "\n" || c === "}" || startsComment(reader))) break;
    if (c === '"') string(reader);
    else if (/^<<-?\w/.test(reader.text.slice(reader.at, reader.at + 4))) heredoc(reader);
    else if (!comment(reader)) {
      if ("([{".includes(c)) depth += 1;
      if (")]}".includes(c)) depth -= 1;
      take(reader, 1);
    }
  }
  return reader.text.slice(start, reader.at).trim();
}

function string(reader) {
  const start = reader.at;
  take(reader, 1);
  while (peek(reader) !== '"') {
    if (reader.at >= reader.text.length) throw new Error(`line ${reader.line}: a string without end`);
    if (peek(reader) === "\\") take(reader, 2);
    else if (/^[$%]\{/.test(reader.text.slice(reader.at, reader.at + 2)) && !/[$%]/.test(reader.text[reader.at - 1]))
      template(reader);
    else take(reader, 1);
  }
  take(reader, 1);
  return reader.text.slice(start, reader.at);
}

function template(reader) {
  take(reader, 2);
  for (let depth = 1; depth > 0;) {
    const c = peek(reader);
    if (c === undefined) throw new Error(`line ${reader.line}: a template without end`);
    if (c === '"') {
      string(reader);
      continue;
    }
    if (c === "{") depth += 1;
    if (c === "}") depth -= 1;
    take(reader, 1);
  }
}

function heredoc(reader) {
  const marker = match(reader, /<<-?\w+/y).replace(/<<-?/, "");
  const end = new RegExp(`^[ \\t]*${marker}[ \\t]*$`, "m");
  const rest = reader.text.slice(reader.at);
  const found = end.exec(rest);
  if (!found) throw new Error(`line ${reader.line}: a heredoc without ${marker}`);
  take(reader, found.index + found[0].length);
}

const startsComment = (reader) => /^(#|\/[/*])/.test(reader.text.slice(reader.at, reader.at + 2));

/** Skips a comment if there is one, and leaves the line's end, which ends an expression. */
const comment = (reader) => match(reader, /#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\//y) !== "";

function skip(reader, blank) {
  for (;;) {
    while (reader.at < reader.text.length && blank.test(peek(reader))) take(reader, 1);
    if (!comment(reader)) return;
  }
}

const peek = (reader) => reader.text[reader.at];

function take(reader, count) {
  for (let i = 0; i < count; i += 1, reader.at += 1) if (peek(reader) === "\n") reader.line += 1;
}

function match(reader, pattern) {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text)?.[0] ?? "";
  take(reader, found.length);
  return found;
}
