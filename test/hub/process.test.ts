import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../until.ts';

interface Run {
  child: ChildProcess;
  said: { out: string; err: string };
  ended: Promise<number | null>;
}

const children: ChildProcess[] = [];

function run(...argv: string[]): Run {
  const child = spawn(process.execPath, ['hub/main.ts', ...argv], { stdio: 'pipe' });
  children.push(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    said.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said.err += chunk;
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, said, ended };
}

describe('the process of the hub', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'haochaping-'));
  });
  afterAll(async () => {
    for (const child of children) if (child.exitCode === null) child.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });

  it('prints where it is, names a taken port without a stack, and stops when asked', async () => {
    const first = run('--data-folder', join(folder, 'a'), '--http-port', '0', '--mqtt-port', '0');
    const url = await until('the address', () => /http:\/\/[\d.]+:(\d+)/.exec(first.said.out));
    await until('the password', () => first.said.out.includes('admin / '));
    const second = run(
      '--data-folder',
      join(folder, 'b'),
      '--http-port',
      url[1] ?? '',
      '--mqtt-port',
      'off',
    );
    expect(await second.ended).toBe(1);
    expect(second.said.err).toContain('--http-port');
    expect(second.said.err).not.toMatch(/^\s+at /m);

    const third = run('--data-folder', join(folder, 'a'), '--http-port', '0', '--mqtt-port', 'off');
    expect(await third.ended).toBe(1);
    expect(third.said.err).not.toMatch(/^\s+at /m);

    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
  });

  it('refuses wrong settings with all errors and its own exit code', async () => {
    const { ended, said } = run('--http-port', 'x', '--host', '0.0.0.0', '--nope');
    expect(await ended).toBe(2);
    for (const word of ['--http-port', '--behind-tls-proxy', '--nope'])
      expect(said.err).toContain(word);
  });

  it('explains every setting', async () => {
    const { ended, said } = run('--help');
    expect(await ended).toBe(0);
    expect(said.out).toContain('HAOCHAPING_MQTT_PORT');
  });
});
