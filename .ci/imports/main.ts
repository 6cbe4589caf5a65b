import { join } from 'node:path';
import { breachesOf } from './judge.ts';
import { readModules } from './modules.ts';
import { RULES } from './rules.ts';

const modules = readModules(join(import.meta.dirname, '../..'));
const breaches = breachesOf(modules, RULES);
for (const { rule, at, words } of breaches) process.stderr.write(`${at}  ${words}  [${rule}]\n`);
const imports = modules.reduce((sum, module) => sum + module.imports.length, 0);
process.stdout.write(
  `${modules.length} files, ${imports} imports seen; ${breaches.length} breaches\n`,
);
process.exitCode = breaches.length === 0 ? 0 : 1;
