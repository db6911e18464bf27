// What both files say about images and secrets.
const SECRET = /passw|secret|token|credential|master_?key|api_?key|private_?key/i;

/** Names a value that nobody but the process should know. */
export const isSecretName = (name) => SECRET.test(name);

/** Why an image is not pinned, or undefined. The image that is built here has the only name without a version. */
export function unpinned(image) {
  if (image === "rupaya:local" || /@sha256:[0-9a-f]{64}$/.test(image)) return undefined;
  const tag = /:([^:/]+)$/.exec(image)?.[1];
  if (!tag) return `${image} has no tag`;
  if (/^latest|[-.]latest$/.test(tag)) return `${image} is whatever is newest`;
  return /\d/.test(tag) ? undefined : `${image} names no version`;
}
