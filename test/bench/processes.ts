import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { LoadOrder, LoadResult } from './parties/order.ts';

/** A party of the bench in a process of its own, with its first message. */
export async function start<Ready>(
  party: string,
  options: { args?: string[]; execArgv?: string[] } = {},
): Promise<{ child: ChildProcess; ready: Ready }> {
  const path = fileURLToPath(new URL(`./parties/${party}`, import.meta.url));
  const child = fork(path, options.args ?? [], {
    serialization: 'advanced',
    execArgv: options.execArgv ?? [],
  });
  const [ready] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`${party} ended with ${code} before it was ready`);
    }),
  ])) as [Ready];
  return { child, ready };
}

/** Asks a party something and waits for its next message. */
export async function ask<Reply>(child: ChildProcess, question: unknown): Promise<Reply> {
  child.send(question as object);
  const [reply] = (await once(child, 'message')) as [Reply & { error?: string }];
  if (reply.error !== undefined) throw new Error(reply.error);
  return reply;
}

export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** One load run in a fresh generator process. */
export async function load(order: LoadOrder): Promise<LoadResult> {
  const path = fileURLToPath(new URL('./parties/load.ts', import.meta.url));
  const child = fork(path, [], { serialization: 'advanced', execArgv: [] });
  try {
    return (await ask<{ result: LoadResult }>(child, order)).result;
  } finally {
    await end(child);
  }
}

/** Mosquitto on a free port, or `null` where it is not installed. */
export async function startMosquitto(): Promise<{ port: number; stop(): Promise<void> } | null> {
  const path = ['mosquitto', '/usr/sbin/mosquitto'].find(
    (name) => spawnSync(name, ['-h'], { stdio: 'ignore' }).error === undefined,
  );
  if (path === undefined) return null;
  const folder = await mkdtemp(join(tmpdir(), 'haochaping-bench-'));
  const port = await freePort();
  const config = join(folder, 'mosquitto.conf');
  await writeFile(
    config,
    `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\nset_tcp_nodelay true\n` +
      'max_inflight_messages 0\nlog_type error\n',
  );
  const child = spawn(path, ['-c', config], { stdio: 'ignore' });
  await reachable(port);
  return {
    port,
    async stop() {
      await end(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function reachable(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const socket = createConnection({ port, host: '127.0.0.1' });
    const open = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (open) return;
    await sleep(50);
  }
  throw new Error(`nothing answers on port ${port}`);
}
