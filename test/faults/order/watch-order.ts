import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installByApt } from '../../apt.ts';
import { BenchHall } from '../../bench/hall.ts';
import { end, load, start } from '../../bench/processes.ts';
import { breaches, callsOf } from './trace.ts';

const RATINGS = 40;
/** A page of the log and what stands before it, so that the rating in it can be read. */
const BYTES_SHOWN = 5_000;

interface Ready {
  httpUrl: string;
  mqttTcpPort: number;
  firstAdministrator: { name: string; password: string };
}

/**
 * Proves from the hub's own system calls that no receipt leaves before the log that holds its
 * rating is on the disk (architecture §5). Needs strace, so Linux.
 *
 * @returns how many ratings were watched, and what was out of order, in words
 */
export async function watchOrder(): Promise<{ watched: number; broken: string[] }> {
  provideStrace();
  const folder = await mkdtemp(join(tmpdir(), 'haochaping-order-'));
  const { child, ready } = await start<Ready>('hub.ts');
  try {
    const { httpUrl, mqttTcpPort: port, firstAdministrator: administrator } = ready;
    const hall = new BenchHall({ httpUrl, administrator });
    await hall.open(1);
    const terminals = await hall.ratings(1, RATINGS);
    const file = join(folder, 'trace');
    const watching = await watch(child, file);
    await load({ port, client: 'mqtt.js', until: 'receipt', inFlight: 1, terminals });
    watching.kill('SIGINT');
    await once(watching, 'exit');
    const eventIds = terminals.flatMap(({ payloads }) =>
      payloads.map((payload) => (JSON.parse(payload) as { eventId: string }).eventId),
    );
    const broken = breaches(callsOf(await readFile(file, 'utf8')), eventIds);
    return { watched: eventIds.length, broken };
  } finally {
    await end(child);
    await rm(folder, { recursive: true });
  }
}

async function watch(hub: ChildProcess, file: string): Promise<ChildProcess> {
  const calls = 'trace=pwrite64,pwritev,fsync,fdatasync,write,writev,sendto,sendmsg';
  const args = ['-f', '-y', '-e', calls, '-s', String(BYTES_SHOWN), '-o', file];
  const strace = spawn('strace', [...args, '-p', String(hub.pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  for await (const words of strace.stderr.setEncoding('utf8')) {
    said += words;
    if (said.includes('attached')) {
      strace.stderr.resume();
      return strace;
    }
  }
  throw new Error(`strace could not watch the hub: ${said}`);
}

function provideStrace(): void {
  const isThere = () => spawnSync('strace', ['--version'], { stdio: 'ignore' }).status === 0;
  if (isThere()) return;
  const why = installByApt('strace', ['strace']);
  if (!isThere()) {
    throw new Error(`The order of system calls is watched by strace, which is not here. ${why}`);
  }
}
