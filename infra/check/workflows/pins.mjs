// The actions that workflows use: which, at which commit, called which version.

const USES = /^\s*(?:-\s+)?uses:\s*(?<action>[\w.-]+\/[\w./-]+)@(?<ref>\S+)(?:\s+#\s*(?<version>\S+))?\s*$/;

export function pins(text) {
  return text.split("\n").flatMap((line, i) => {
    const found = USES.exec(line);
    return found ? [{ line: i + 1, ...found.groups }] : [];
  });
}

export function pinProblems(text) {
  return pins(text).flatMap(({ line, action, ref, version }) => {
    if (!/^[0-9a-f]{40}$/.test(ref)) return [`${line}: ${action} is not pinned by a commit`];
    if (!/^v?\d+\.\d+\.\d+$/.test(version ?? "")) return [`${line}: ${action} does not say which version its commit is`];
    return [];
  });
}

/** What an action.yml says about inputs, in as few words as a check needs. */
export function inputsOf(metadata) {
  const all = Object.entries(metadata.inputs ?? {});
  return {
    inputs: all.map(([name]) => name).sort(),
    required: all.filter(([, i]) => i?.required === true && i.default === undefined).map(([name]) => name).sort(),
  };
}
