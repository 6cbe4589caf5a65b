import { Agent, request } from 'node:http';
import { pick, type Random } from '../../simulator/index.ts';
import { spoiledBytes, spoiledJson } from './spoil.ts';

export interface Call {
  method: string;
  path: string;
  /** As a genuine caller sends it. */
  body: unknown;
  token: string | null;
}

/** Deeper than any stack. */
const NESTED = Buffer.from(`${'['.repeat(200_000)}${']'.repeat(200_000)}`);

/** Spoiled HTTP, by nobody and by business systems that went mad. */
export class HttpAttack {
  private readonly port: number;
  private readonly genuine: [Call, ...Call[]];
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 4 });

  constructor(port: number, genuine: [Call, ...Call[]]) {
    this.port = port;
    this.genuine = genuine;
  }

  /** Returns the answers that no input may bring about: a fault of the hub, or none at all. */
  async run(random: Random, cases: number): Promise<string[]> {
    const faults: string[] = [];
    for (let n = 0; n < cases; n++) {
      const call = pick(random, this.genuine);
      const body = this.spoiled(random, call.body);
      const status = await this.send(call, body).catch((error: Error) => error.message);
      if (typeof status !== 'number' || status >= 500)
        faults.push(`${call.method} ${call.path} → ${status}: ${body.toString('utf8', 0, 500)}`);
    }
    return faults;
  }

  stop(): void {
    this.agent.destroy();
  }

  private spoiled(random: Random, body: unknown): Buffer {
    if (random() < 0.005) return NESTED;
    const text = Buffer.from(JSON.stringify(spoiledJson(random, body)) ?? '');
    return random() < 0.8 ? text : Buffer.from(spoiledBytes(random, text));
  }

  private send({ method, path, token }: Call, body: Buffer): Promise<number> {
    return new Promise((resolve, reject) => {
      const headers: Record<string, string | number> = {
        'content-type': 'application/json',
        'content-length': body.length,
      };
      if (token !== null) headers.authorization = `Bearer ${token}`;
      const options = { port: this.port, host: '127.0.0.1', method, path, headers };
      const sending = request({ ...options, agent: this.agent }, (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      });
      sending.setTimeout(10_000, () => sending.destroy(new Error('no answer')));
      sending.on('error', reject);
      sending.end(body);
    });
  }
}
