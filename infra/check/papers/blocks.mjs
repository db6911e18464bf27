// The commands of a paper: its fenced blocks of kind sh, and whether somebody said why a test does not run them.

const BY_HAND = /<!-- by hand: (\S.*?) -->/;

/** `{ line, text, why }`: where it begins, what it says, and why it is done by hand (undefined: a test runs it). */
export function blocks(paper) {
  const lines = paper.split("\n");
  const found = [];
  for (let i = 0; i < lines.length; i++) {
    const fence = /^(\s*)```(\w*)/.exec(lines[i]);
    if (!fence) continue;
    const end = lines.findIndex((line, j) => j > i && line.trim() === "```");
    if (fence[2] === "sh") {
      const text = lines.slice(i + 1, end).map((line) => line.replace(new RegExp(`^${fence[1]}`), ""));
      found.push({ line: i + 1, text: text.join("\n"), why: BY_HAND.exec(lines[i - 1] ?? "")?.[1] });
    }
    i = end < 0 ? lines.length : end;
  }
  return found;
}
