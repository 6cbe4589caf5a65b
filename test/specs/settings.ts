import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS } from '../../hub/index.ts';
import { AGENT_SETTINGS } from '../../terminal/agent/index.ts';

const BEGIN = '<!-- configuration:begin (written by npm run specs) -->\n';
const END = '<!-- configuration:end -->';

interface Setting {
  option: string;
  env: string;
  default: string;
  meaning: string;
}

/** The README with the tables of today between its two marks. */
export function readmeWithSettings(root: string): string {
  const [before, rest] = readFileSync(join(root, 'README.md'), 'utf8').split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error('README.md lost its marks');
  const tables = [
    '**Hub** (`npm run hub`)\n',
    tableOf(SETTINGS),
    '\n**Agent** (`npm run agent`)\n',
    tableOf(AGENT_SETTINGS),
  ];
  return `${before}${BEGIN}\n${tables.join('\n')}\n${END}${after}`;
}

function tableOf(settings: readonly Setting[]): string {
  const rows = settings.map(
    (one) => `| \`${one.option}\` | \`${one.env}\` | ${shown(one.default)} | ${one.meaning} |`,
  );
  return ['| option | environment | default | meaning |', '|---|---|---|---|', ...rows, ''].join(
    '\n',
  );
}

function shown(value: string): string {
  return value === '' || value.startsWith('(') ? '(none)' : `\`${value}\``;
}
