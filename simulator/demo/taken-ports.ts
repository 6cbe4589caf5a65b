import { createServer } from 'node:net';
import { type DemoOptions, wantedPorts } from './options.ts';

/** Tries every port before anything is started; one line for each that is taken. */
export async function takenPorts(options: DemoOptions): Promise<string[]> {
  const wanted = wantedPorts(options).filter(({ port }) => port !== 0);
  const words: string[] = [];
  for (const [i, { option, port }] of wanted.entries()) {
    const twice = wanted.findIndex((other) => other.port === port) < i;
    const why = twice ? 'EADDRINUSE' : await tryPort(port);
    if (why === null) continue;
    const reason =
      why === 'EACCES'
        ? `端口 ${port} 不允许使用 / not allowed`
        : `端口 ${port} 已被占用 / is taken`;
    words.push(`${reason}: 请用 ${option} 换一个 / choose another with ${option}`);
  }
  return words;
}

function tryPort(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(null)));
  });
}
