import { matchesGlob } from 'node:path';
import { COMPUTED, type Import, type Module } from './modules.ts';
import type { ImportRules } from './rules.ts';

/** One breach in words, with the place that a person can click on. */
export interface Breach {
  rule: 'layer' | 'package' | 'unresolved' | 'pure' | 'clock' | 'circle' | 'nothing seen';
  at: string;
  words: string;
}

/** Holds every module against the rules. A run that sees no module is itself a breach. */
export function breachesOf(modules: Module[], rules: ImportRules): Breach[] {
  if (modules.length === 0) {
    return [{ rule: 'nothing seen', at: '.', words: 'no source file was found' }];
  }
  return [
    ...modules.flatMap((module) => [
      ...directionBreaches(module, rules),
      ...purityBreaches(module, rules),
      ...clockBreaches(module, rules),
    ]),
    ...circlesOf(modules).map(
      (circle): Breach => ({
        rule: 'circle',
        at: circle[0] ?? '',
        words: `imports itself in a circle: ${circle.join(' → ')}`,
      }),
    ),
  ];
}

function directionBreaches(module: Module, rules: ImportRules): Breach[] {
  const layer = rules.layers.find(({ files }) => isAmong(module.path, files));
  if (layer === undefined) {
    return [{ rule: 'layer', at: module.path, words: 'belongs to no layer' }];
  }
  return module.imports.flatMap((found): Breach[] => {
    const at = `${module.path}:${found.line}`;
    if (found.to === 'nowhere') {
      if (found.specifier === COMPUTED && isAmong(module.path, rules.computedImports)) return [];
      return [{ rule: 'unresolved', at, words: `"${found.specifier}" leads nowhere` }];
    }
    if (found.to === 'file') {
      if (isAmong(found.path, layer.mayImport)) return [];
      return [{ rule: 'layer', at, words: `may not import ${found.path}` }];
    }
    if (layer.packages === undefined || layer.packages.includes(found.name)) return [];
    return [{ rule: 'package', at, words: `may not use ${found.name}` }];
  });
}

function purityBreaches(module: Module, rules: ImportRules): Breach[] {
  if (!isAmong(module.path, rules.pure) || /\.test\.tsx?$/.test(module.path)) return [];
  const allowed = [...rules.pure, ...rules.pureMayImport];
  const isAllowed = (found: Import) =>
    found.to === 'file' ? isAmong(found.path, allowed) : isPurePackage(found, rules);
  return module.imports
    .filter((found) => !isAllowed(found))
    .map((found) => ({
      rule: 'pure',
      at: `${module.path}:${found.line}`,
      words: `is pure and may not import ${found.to === 'file' ? found.path : nameOf(found)}`,
    }));
}

function isPurePackage(found: Import, rules: ImportRules): boolean {
  return found.to === 'package' && rules.purePackages.includes(found.name);
}

function nameOf(found: Import): string {
  return found.to === 'package' ? found.name : found.to === 'file' ? found.path : found.specifier;
}

function clockBreaches(module: Module, rules: ImportRules): Breach[] {
  if (isAmong(module.path, rules.clocks)) return [];
  const timers = module.imports.filter(
    (found) => found.to === 'package' && found.name.startsWith('node:timers'),
  );
  return [
    ...module.clockReads,
    ...timers.map((found) => ({ what: nameOf(found), line: found.line })),
  ].map(({ what, line }) => ({
    rule: 'clock',
    at: `${module.path}:${line}`,
    words: `${what}: time comes through the Clock that is handed in`,
  }));
}

/** Each circle once, starting at its first file; depth first. */
function circlesOf(modules: Module[]): string[][] {
  const edges = new Map(
    modules.map(({ path, imports }) => [
      path,
      imports.flatMap((found) => (found.to === 'file' ? [found.path] : [])),
    ]),
  );
  const done = new Set<string>();
  const circles: string[][] = [];
  const walk = (path: string, trail: string[]) => {
    const seenAt = trail.indexOf(path);
    if (seenAt >= 0) circles.push([...trail.slice(seenAt), path]);
    if (seenAt >= 0 || done.has(path)) return;
    for (const next of edges.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const path of edges.keys()) walk(path, []);
  return circles;
}

function isAmong(path: string, globs: string[]): boolean {
  return globs.some((glob) => matchesGlob(path, glob));
}
