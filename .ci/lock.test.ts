import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Locked {
  version: string;
  optionalDependencies?: Record<string, string>;
  resolved?: string;
  os?: string[];
}

const lock = JSON.parse(readFileSync(join(import.meta.dirname, '../package-lock.json'), 'utf8'));
const packages = Object.entries(lock.packages as Record<string, Locked>);

describe('package-lock.json', () => {
  it('locks what every system needs, not only the one on which it was written', () => {
    const missing = packages.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) =>
          !packages.some(([own]) =>
            [`node_modules/${name}`, `${path}/node_modules/${name}`].includes(own),
          ),
      ),
    );
    expect(missing).toEqual([]);
  });

  it('holds a Node 26 for Linux, macOS and Windows', () => {
    const nodes = packages.filter(([path]) =>
      /node_modules\/node-(bin-)?(linux|darwin|win)-\w+$/.test(path),
    );
    const systems = nodes.map(([, { os, version }]) => `${os} ${version.split('.')[0]}`);
    expect([...new Set(systems)].sort()).toEqual(['darwin 26', 'linux 26', 'win32 26']);
  });

  it('names no download address, so that any registry or mirror will do', () => {
    expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });
});
