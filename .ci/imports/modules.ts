import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

/** One source file as the rules see it. Paths are from the top of the repository, with `/`. */
export interface Module {
  path: string;
  imports: Import[];
  clockReads: { what: string; line: number }[];
}

export type Import =
  | { to: 'file'; path: string; line: number }
  | { to: 'package'; name: string; line: number }
  | { to: 'nowhere'; specifier: string; line: number };

/** Stands for a specifier that is no plain text. */
export const COMPUTED = './?';

/** Every source file of the repository that people wrote. */
export function sourcePaths(root: string): string[] {
  return globSync(['**/*.{ts,tsx,mts}', '.ci/**/*.ts'], {
    cwd: root,
    exclude: ['**/node_modules', '**/dist', '**/*.d.ts'],
  })
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}

export function readModules(root: string): Module[] {
  const paths = sourcePaths(root);
  const known = new Set(paths);
  return paths.map((path) => readModule(path, readFileSync(join(root, path), 'utf8'), known));
}

/** Parses one file. Throws when it does not parse: a file that is not seen must not pass. */
export function readModule(path: string, source: string, known: ReadonlySet<string>): Module {
  const parsed = parseSync(path, source);
  const fault = parsed.errors[0];
  if (fault !== undefined) throw new Error(`${path}: ${fault.message}`);
  const module: Module = { path, imports: [], clockReads: [] };
  const lineAt = (offset: number) => source.slice(0, offset).split('\n').length;
  const add = (specifier: string, offset: number) =>
    module.imports.push(resolve(path, specifier, lineAt(offset), known));
  const clock = (what: string, offset: number) =>
    module.clockReads.push({ what, line: lineAt(offset) });
  visitor(add, clock).visit(parsed.program);
  return module;
}

type Found = (word: string, offset: number) => void;

function visitor(add: Found, clock: Found): Visitor {
  return new Visitor({
    ImportDeclaration: (node) => add(node.source.value, node.start),
    ExportAllDeclaration: (node) => add(node.source.value, node.start),
    ExportNamedDeclaration: (node) => {
      if (node.source) add(node.source.value, node.start);
    },
    TSImportType: (node) => add(node.source.value, node.start),
    ImportExpression: (node) => {
      add(node.source.type === 'Literal' ? String(node.source.value) : COMPUTED, node.start);
    },
    NewExpression: (node) => {
      if (node.callee.type !== 'Identifier') return;
      const [first] = node.arguments;
      if (node.callee.name === 'Date' && first === undefined) clock('new Date()', node.start);
      if (node.callee.name === 'URL' && first?.type === 'Literal') {
        // How a worker thread is named: new URL('./writer.ts', import.meta.url)
        if (/^\.{1,2}\/.*\.tsx?$/.test(String(first.value))) add(String(first.value), node.start);
      }
    },
    MemberExpression: (node) => {
      if (node.object.type !== 'Identifier' || node.property.type !== 'Identifier') return;
      const name = `${node.object.name}.${node.property.name}`;
      if (/^(Date|Temporal)\.[nN]ow$/.test(name)) clock(name, node.start);
      if (/^(window|globalThis|self)\./.test(name) && isTimer(node.property.name)) {
        clock(name, node.start);
      }
    },
    CallExpression: (node) => {
      if (node.callee.type === 'Identifier' && isTimer(node.callee.name)) {
        clock(node.callee.name, node.start);
      }
    },
  });
}

function isTimer(name: string): boolean {
  return name === 'setTimeout' || name === 'setInterval';
}

function resolve(
  from: string,
  specifier: string,
  line: number,
  known: ReadonlySet<string>,
): Import {
  if (!specifier.startsWith('.')) {
    const parts = specifier.split('/');
    const name = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
    return { to: 'package', name: specifier.startsWith('node:') ? specifier : name, line };
  }
  const [bare = ''] = specifier.split('?');
  const path = posix.normalize(posix.join(posix.dirname(from), bare));
  if (known.has(path)) return { to: 'file', path, line };
  if (/\.(json|css|svg|png|woff2|mjs)$/.test(path)) return { to: 'file', path, line };
  return { to: 'nowhere', specifier, line };
}
