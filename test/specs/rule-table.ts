import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULE_LIST } from './rule-list.ts';

const FOLDERS = ['hub', 'protocol', 'simulator', 'terminal', 'test'];
/** They name every rule, so that they would prove nothing. */
const APART = ['test/specs/', 'hub/rules/RULES.md'];

/** Where a rule is followed and proved. */
export interface RuleUse {
  code: string[];
  tests: string[];
}

/** Which files cite each rule, and which tests carry it in their names. */
export function ruleUses(root: string): Map<string, RuleUse> {
  const uses = new Map(
    Object.keys(RULE_LIST).map((id) => [id, { code: [], tests: [] } as RuleUse]),
  );
  for (const path of sourceFiles(root)) {
    const text = readFileSync(join(root, path), 'utf8');
    const kind = isProof(path) ? 'tests' : 'code';
    for (const id of citedIn(kind === 'tests' ? namesOf(path, text) : text)) {
      uses.get(id)?.[kind].push(path);
    }
  }
  return uses;
}

/** `hub/rules/RULES.md` */
export function ruleTable(root: string): string {
  const uses = ruleUses(root);
  const rows = Object.entries(RULE_LIST).map(([id, meaning]) => {
    const { code, tests } = uses.get(id) ?? { code: [], tests: [] };
    return `| ${id} | ${meaning} | ${cell(code)} | ${cell(tests)} |`;
  });
  return [
    '# The rules, where they are followed and what proves them',
    '',
    'Written by `npm run specs` from the code: `test/specs/rule-list.ts` says what each rule says in one',
    'line, the third column names the files that cite it, the last the tests and test vectors named after it.',
    'GZ-3 is of Guangzhou, NORM the 服务质量信息公开规范; the others are the articles of Shenzhen.',
    '',
    '| rule | what it says | code | tests |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

/** Rule ids in a text; `SZ-18a–g` and the like stand for each letter between. */
export function citedIn(text: string): string[] {
  const found = new Set<string>();
  for (const [, stem = '', first = '', last] of text.matchAll(
    /(SZ-\d+)([a-z])(?:[–-]([a-z])\b)?/g,
  )) {
    for (const letter of letters(first, last ?? first)) found.add(stem + letter);
  }
  for (const [id] of text.matchAll(/SZ-15\/19|SZ-1R|SZ-\d+\b|GZ-3|\bNORM\b/g)) found.add(id);
  return [...found].filter((id) => Object.hasOwn(RULE_LIST, id));
}

function letters(first: string, last: string): string[] {
  const from = first.charCodeAt(0);
  const count = Math.max(1, last.charCodeAt(0) - from + 1);
  return Array.from({ length: count }, (_, at) => String.fromCharCode(from + at));
}

/** A test, a contract or a vector. */
function isProof(path: string): boolean {
  return /\.test\.tsx?$|\/contract\/|^test\/vectors\/.+\.json$/.test(path);
}

/** Only what names a test counts, not a word in its body; of vectors, the rules they are for. */
function namesOf(path: string, text: string): string {
  if (path.endsWith('.json')) {
    const { vectors = [] } = JSON.parse(text) as { vectors?: { rules: string[] }[] };
    return vectors.flatMap(({ rules }) => rules).join(' ');
  }
  const names = text.matchAll(/\b(?:it|describe)(?:\.each\([\s\S]*?\]\s*\))?\(\s*(['"`])(.*?)\1/g);
  return [...names].map(([, , name]) => name).join('\n');
}

function sourceFiles(root: string): string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
      `${folder}/${path}`.replaceAll('\\', '/'),
    ),
  )
    .filter((path) => /\.(tsx?|sql)$|^test\/vectors\/[a-z-]+\.json$/.test(path))
    .filter((path) => !/(^|\/)(dist|node_modules)\//.test(path))
    .filter((path) => !APART.some((one) => path.startsWith(one)))
    .sort();
}

function cell(paths: readonly string[]): string {
  return paths.length === 0 ? '—' : paths.map((path) => `\`${path}\``).join('<br>');
}
