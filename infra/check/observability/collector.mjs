// The collector itself is in no package registry that the checks may use: this knows its file's shape, and the parts that it names.

const KINDS = ["receivers", "processors", "exporters"];
const SIGNALS = ["traces", "metrics", "logs"];
const KNOWN = {
  receivers: ["otlp"],
  processors: ["memory_limiter", "tail_sampling", "batch", "filter", "attributes", "resource"],
  exporters: ["otlp", "otlphttp", "debug", "awsxray"],
};

export function collectorProblems(config) {
  const problems = [];
  const used = Object.fromEntries(KINDS.map((kind) => [kind, new Set()]));
  for (const [name, pipeline] of Object.entries(config.service?.pipelines ?? {})) {
    if (!SIGNALS.includes(name.split("/")[0])) problems.push(`pipeline ${name}: there is no such signal`);
    for (const kind of ["receivers", "exporters"]) {
      if (!pipeline[kind]?.length) problems.push(`pipeline ${name}: has no ${kind}`);
    }
    for (const kind of KINDS) {
      for (const part of pipeline[kind] ?? []) {
        used[kind].add(part);
        if (!config[kind]?.[part]) problems.push(`pipeline ${name}: its ${kind.slice(0, -1)} ${part} is not described`);
      }
    }
    const order = pipeline.processors ?? [];
    if (order.includes("memory_limiter") && order[0] !== "memory_limiter") problems.push(`pipeline ${name}: memory_limiter must be the first`);
    if (order.includes("batch") && order.at(-1) !== "batch") problems.push(`pipeline ${name}: batch must be the last`);
  }
  if (!Object.keys(config.service?.pipelines ?? {}).length) problems.push("there is no pipeline");
  for (const kind of KINDS) {
    for (const part of Object.keys(config[kind] ?? {})) {
      if (!KNOWN[kind].includes(part.split("/")[0])) problems.push(`${kind}: ${part} is none that we know`);
      if (!used[kind].has(part)) problems.push(`${kind}: nobody uses ${part}`);
    }
  }
  return problems;
}
