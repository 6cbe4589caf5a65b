import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { breachesOf } from './judge.ts';
import { type Module, readModule, readModules } from './modules.ts';
import { RULES } from './rules.ts';

/** Modules out of thin air: path → source. */
function tree(sources: Record<string, string>): Module[] {
  const known = new Set(Object.keys(sources));
  return Object.entries(sources).map(([path, source]) => readModule(path, source, known));
}

function rulesBrokenBy(sources: Record<string, string>): string[] {
  return breachesOf(tree(sources), RULES).map(({ rule }) => rule);
}

const protocol = { 'protocol/index.ts': '' };

describe('the import check', () => {
  it('sees the repository: its files and the edges between them', () => {
    const modules = readModules(join(import.meta.dirname, '../..'));
    const codec = modules.find(({ path }) => path === 'protocol/codec.ts');
    expect(modules.length).toBeGreaterThan(300);
    expect(modules.map(({ path }) => path)).toContain('.ci/build.ts');
    expect(codec?.imports).toContainEqual(
      expect.objectContaining({ to: 'file', path: 'protocol/limits.ts' }),
    );
    expect(codec?.imports).toContainEqual(expect.objectContaining({ name: 'zod' }));
  });

  it('fails when it sees nothing at all', () => {
    expect(breachesOf([], RULES)).toMatchObject([{ rule: 'nothing seen' }]);
  });

  it('accepts what the layers allow', () => {
    const sources = {
      ...protocol,
      'hub/index.ts': "import type { A } from '../protocol/index.ts'; import 'fastify';",
      'simulator/world.ts': "import { createHub } from '../hub/index.ts';",
      'test/a.test.ts': "import { world } from '../hub/index.ts';",
    };
    expect(rulesBrokenBy(sources)).toEqual([]);
  });

  it.each([
    ['hub reaches into terminal', 'hub/a.ts', 'terminal/link/index.ts'],
    ['terminal reaches into hub', 'terminal/agent/a.ts', 'hub/index.ts'],
    ['protocol reaches anywhere', 'protocol/a.ts', 'hub/clock.ts'],
    ['the simulator passes by a public face', 'simulator/a.ts', 'hub/store/port.ts'],
    ['a test passes by a public face', 'test/hub/a.test.ts', 'terminal/link/link.ts'],
    ['the hub uses a test', 'hub/a.ts', 'test/world.ts'],
    ['a demonstration page uses the hub', 'simulator/demo/page/a.tsx', 'hub/index.ts'],
  ])('refuses: %s', (_, from, to) => {
    const up = '../'.repeat(from.split('/').length - 1);
    for (const statement of [
      `import { x } from '${up}${to}';`,
      `import type { X } from '${up}${to}';`,
      `export * from '${up}${to}';`,
      `const x = await import('${up}${to}');`,
      `type X = import('${up}${to}').X;`,
      `new Worker(new URL('${up}${to}', import.meta.url));`,
    ]) {
      expect(rulesBrokenBy({ [from]: statement, [to]: '' }), statement).toEqual(['layer']);
    }
  });

  it('refuses a file that belongs to no layer', () => {
    expect(rulesBrokenBy({ 'elsewhere/a.ts': '' })).toEqual(['layer']);
  });

  it('refuses packages that the protocol may not use', () => {
    expect(rulesBrokenBy({ 'protocol/a.ts': "import { hash } from 'node:crypto';" })).toContain(
      'package',
    );
  });

  it('refuses an import that leads nowhere or cannot be read before it runs', () => {
    expect(rulesBrokenBy({ 'hub/a.ts': "import './gone.ts';" })).toEqual(['unresolved']);
    expect(rulesBrokenBy({ 'hub/a.ts': 'await import(name);' })).toEqual(['unresolved']);
  });

  it('refuses a pure file that uses Node, a package or an impure file', () => {
    const port = { 'hub/store/port.ts': '', 'hub/log.ts': '' };
    const judge = (source: string) =>
      rulesBrokenBy({ ...port, ...protocol, 'hub/ratings/judge.ts': source });
    expect(judge("import type { Stage } from '../store/port.ts';")).toEqual([]);
    expect(judge("import '../../protocol/index.ts';")).toEqual([]);
    expect(judge("import { log } from '../log.ts';")).toEqual(['pure']);
    expect(judge("import { readFileSync } from 'node:fs';")).toEqual(['pure']);
    expect(judge("import pino from 'pino';")).toEqual(['pure']);
  });

  it('refuses a circle, also one of types alone', () => {
    const circle = {
      'hub/a.ts': "import './b.ts';",
      'hub/b.ts': "import type { C } from './c.ts';",
      'hub/c.ts': "export * from './a.ts';",
    };
    expect(breachesOf(tree(circle), RULES)).toEqual([
      {
        rule: 'circle',
        at: 'hub/a.ts',
        words: 'imports itself in a circle: hub/a.ts → hub/b.ts → hub/c.ts → hub/a.ts',
      },
    ]);
  });

  it.each([
    'Date.now()',
    'new Date()',
    'Temporal.Now.instant()',
    'setTimeout(run, 5)',
    'setInterval(run, 5)',
    'window.setTimeout(run, 5)',
    "import('node:timers/promises')",
  ])('refuses to read the clock by %s', (statement) => {
    expect(rulesBrokenBy({ 'hub/a.ts': statement })).toEqual(['clock']);
    expect(rulesBrokenBy({ 'hub/clock.ts': statement })).toEqual([]);
    expect(rulesBrokenBy({ 'hub/a.test.ts': statement })).toEqual([]);
  });

  it('lets a given instant become a date', () => {
    expect(rulesBrokenBy({ 'hub/a.ts': 'new Date(clock.now()); clock.after(5, run);' })).toEqual(
      [],
    );
  });

  it('refuses to pass over a file that does not parse', () => {
    expect(() => tree({ 'hub/a.ts': 'import {' })).toThrow('hub/a.ts');
  });
});
