import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AGENT_SETTINGS } from '../../config.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const UNITS = [
  { name: 'haochaping-agent.service', manager: '--system', program: 'terminal/agent/main.ts' },
  { name: 'haochaping-kiosk.service', manager: '--user', program: 'terminal/agent/kiosk/main.ts' },
];
/** Every key that these units may have; a mistyped one would be ignored in silence. */
const KEYS: Record<string, string[]> = {
  Unit: ['Description', 'After', 'PartOf'],
  Service: [
    ...['Type', 'User', 'WorkingDirectory', 'StateDirectory', 'Environment', 'ExecStart'],
    ...['Restart', 'RestartSec', 'NoNewPrivileges', 'ProtectSystem', 'PrivateTmp'],
    ...['KillMode', 'TimeoutStopSec'],
  ],
  Install: ['WantedBy'],
};

const textOf = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');

/** `Section.Key=value` of each line. */
function entriesOf(text: string): { section: string; key: string; value: string }[] {
  let section = '';
  return text.split('\n').flatMap((line) => {
    const [, header] = /^\[(\w+)\]$/.exec(line) ?? [];
    section = header ?? section;
    const [, key, value] = /^(\w+)=(.+)$/.exec(line) ?? [];
    const isOther = line === '' || line.startsWith('#') || header !== undefined;
    if (!isOther && key === undefined) throw new Error(`no key: ${line}`);
    return key === undefined || value === undefined ? [] : [{ section, key, value }];
  });
}

/** What systemd says of a unit, with the program of this folder; null where there is no systemd. */
function faultsOf(name: string, manager: string, text = textOf(name)): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'haochaping-unit-'));
  const path = join(folder, name);
  writeFileSync(path, text.replaceAll('/opt/haochaping', ROOT));
  const env = { ...process.env, XDG_RUNTIME_DIR: folder };
  const done = spawnSync('systemd-analyze', ['verify', '--man=no', manager, path], { env });
  rmSync(folder, { recursive: true });
  return done.error === undefined ? `${done.stdout}${done.stderr}`.trim() : null;
}

describe.each(UNITS)('the unit $name', ({ name, manager, program }) => {
  const entries = entriesOf(textOf(name));
  const values = (wanted: string) =>
    entries.filter(({ key }) => key === wanted).map(({ value }) => value);

  it('has no key that systemd would ignore', () => {
    for (const { section, key } of entries) expect(KEYS[section]).toContain(key);
    expect(faultsOf(name, manager) ?? '').toBe('');
  });

  it('starts a program that is there, and starts it again however it ended', () => {
    const [start = ''] = values('ExecStart');
    expect(start.split(' ').at(-1)).toBe(program);
    expect(existsSync(join(ROOT, program))).toBe(true);
    expect(values('Restart')).toEqual(['always']);
  });

  it('sets what the program knows', () => {
    const kiosk = /HAOCHAPING_KIOSK_[A-Z_]+/g;
    const known = [
      ...AGENT_SETTINGS.map(({ env }) => env),
      ...(readFileSync(join(ROOT, 'terminal/agent/kiosk/main.ts'), 'utf8').match(kiosk) ?? []),
    ];
    const set = values('Environment').map((value) => value.split('=')[0]);
    expect(set.length).toBeGreaterThan(0);
    for (const variable of set) expect(known).toContain(variable);
  });

  it('would not pass with a key mistyped', () => {
    const mistyped = textOf(name).replace('Restart=', 'Restrat=');
    expect(entriesOf(mistyped).map(({ key }) => key)).toContain('Restrat');
    expect(KEYS.Service).not.toContain('Restrat');
    expect(faultsOf(name, manager, mistyped) ?? 'Restrat').toContain('Restrat');
  });
});
