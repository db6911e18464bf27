// Checks infra/terraform without terraform: node terraform.mjs [ROOT]. Prints each problem with file and line.
import { join, resolve } from 'node:path';
import { problems } from './terraform/problems.mjs';

const root = resolve(process.argv[2] ?? join(import.meta.dirname, '..', 'terraform'));
const { found, counted } = await problems(root);
for (const { file, line, rule, text } of found) console.log(`${file}:${line}: ${text} (${rule})`);
console.log(`terraform: ${counted.modules} folders, ${counted.blocks} blocks, ${found.length} problems`);
process.exit(found.length === 0 ? 0 : 1);
