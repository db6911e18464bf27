// Definitions of containers are JSON to Terraform: a wrong name in them would be noticed by AWS only, or by nobody.
import { evaluate, UNKNOWN } from "../evaluate.mjs";
import { attribute, children } from "../tree.mjs";
import { at } from "../values.mjs";

const MEMBERS = new Set(
  `name image essential command entryPoint environment secrets mountPoints dependsOn logConfiguration portMappings user
  readonlyRootFilesystem linuxParameters healthCheck stopTimeout startTimeout restartPolicy cpu memory memoryReservation
  workingDirectory ulimits systemControls versionConsistency`.split(/\s+/),
);

export async function* check(context) {
  for (const module of context.modules.values())
    for (const block of module.blocks.filter((b) => b.type === "resource" && b.labels[0] === "aws_ecs_task_definition"))
      for await (const text of judge(module, block)) yield { ...at(block), text: `${block.labels[1]}: ${text}` };
}

async function* judge(module, block) {
  const containers = await evaluate(module, attribute(block.body, "container_definitions")?.text ?? "[]");
  const volumes = new Set(children(block.body, "volume").map((v) => JSON.parse(attribute(v.body, "name").text)));
  const byName = new Map(containers.map((container) => [container.name, container]));
  if (!containers.some((c) => c.essential === true)) yield "no container is essential";
  for (const container of containers) {
    const said = (text) => `${container.name ?? "a container"}: ${text}`;
    for (const key of Object.keys(container)) if (!MEMBERS.has(key)) yield said(`there is no ${key} in a definition`);
    for (const key of ["name", "image", "essential", "logConfiguration"])
      if (!(key in container)) yield said(`${key} is missing`);
    for (const problem of [...mounts(container, volumes), ...waits(container, byName), ...product(container)])
      yield said(problem);
  }
  for (const volume of volumes)
    if (!containers.some((c) => c.mountPoints?.some((m) => m.sourceVolume === volume))) yield `the volume ${volume} is not used`;
}

function* mounts({ mountPoints = [] }, volumes) {
  for (const { sourceVolume, containerPath } of mountPoints) {
    if (!volumes.has(sourceVolume)) yield `there is no volume ${sourceVolume}`;
    if (!String(containerPath).startsWith("/")) yield `${sourceVolume} is mounted nowhere`;
  }
}

/** Who waits for another to end needs one that may end. */
function* waits({ dependsOn = [] }, byName) {
  for (const { containerName, condition } of dependsOn) {
    const other = byName.get(containerName);
    if (!other) yield `waits for ${containerName}, which is not there`;
    else if (condition === "SUCCESS" && other.essential !== false)
      yield `waits for the end of ${containerName}, which is essential`;
    else if (!["START", "COMPLETE", "SUCCESS", "HEALTHY"].includes(condition)) yield `waits for ${condition}`;
  }
}

/** Our own image runs as nobody, writes nothing but its volumes, and has no capability. */
function* product({ name, image, user, readonlyRootFilesystem, linuxParameters, stopTimeout, secrets = [] }) {
  for (const secret of secrets.filter((s) => s !== UNKNOWN))
    if (!/:[A-Za-z0-9_]+::$/.test(String(secret.valueFrom))) yield `${secret.name} names no member of its secret`;
  if (name !== "rupaya") return;
  if (image === UNKNOWN || !/@|:none/.test(image)) yield "its image is not named by a digest";
  if (user !== "1654") yield "it does not run as user 1654";
  if (readonlyRootFilesystem !== true) yield "its root can be written";
  if (linuxParameters?.capabilities?.drop?.[0] !== "ALL") yield "it keeps capabilities";
  if (stopTimeout !== 30) yield "stopTimeout is not 30";
}
