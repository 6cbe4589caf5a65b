import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Clock } from '../../protocol/index.ts';
import { OutboundError } from './errors.ts';
import type { HttpAnswer, OutboundRequest } from './receiver.ts';

/** An answer is read for its reason; a longer one is nobody's reason. */
const MOST_BYTES = 64 * 1024;

/** Posts to other parties over connections that are kept open between two of them. */
export class HttpPost {
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #http: HttpAgent;
  readonly #https: HttpsAgent;

  constructor(options: { clock: Clock; timeoutMs: number; concurrency: number }) {
    this.#clock = options.clock;
    this.#timeoutMs = options.timeoutMs;
    const kept = { keepAlive: true, maxSockets: options.concurrency, noDelay: true };
    this.#http = new HttpAgent(kept);
    this.#https = new HttpsAgent(kept);
  }

  /** The answer, whatever its status; throws `OutboundError` when there is none. */
  send({ url, headers, body }: OutboundRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const target = new URL(url);
    const secure = target.protocol === 'https:';
    const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
    const bytes = Buffer.from(body);
    const options = {
      method: 'POST',
      headers: { ...headers, 'content-length': bytes.length },
      agent: secure ? this.#https : this.#http,
    };
    const sending = (secure ? httpsRequest : httpRequest)(target, options, (response) => {
      readAnswer(response).then(resolve, reject);
    });
    const give = (code: OutboundError['code'], message: string) =>
      sending.destroy(new OutboundError(code, message));
    const cancel = this.#clock.after(this.#timeoutMs, () =>
      give('timedOut', `no answer in ${this.#timeoutMs} ms`),
    );
    const stop = () => give('stopped', 'the hub was stopped');
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    sending.on('error', (error) => reject(unreachable(error)));
    sending.end(bytes);
    return promise.finally(() => {
      cancel();
      signal.removeEventListener('abort', stop);
    });
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }
}

function unreachable(error: Error & { code?: string }): OutboundError {
  if (error instanceof OutboundError) return error;
  return new OutboundError('unreachable', error.code ?? error.message, error);
}

async function readAnswer(response: IncomingMessage): Promise<HttpAnswer> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of response) {
      parts.push(part);
      length += part.length;
      if (length > MOST_BYTES) throw new OutboundError('answerTooLong', 'the answer is too long');
    }
  } catch (error) {
    throw unreachable(error as Error);
  }
  const text = Buffer.concat(parts).toString('utf8');
  const retryAfter = response.headers['retry-after'];
  return { status: response.statusCode ?? 0, retryAfter, text };
}
