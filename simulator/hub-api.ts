/** What the hub answers besides what was asked for. */
export class HubRefusal extends Error {
  override readonly name = 'HubRefusal';
  readonly status: number;

  constructor(status: number, words: string) {
    super(`${status}: ${words}`);
    this.status = status;
  }
}

export interface HubApiOptions {
  /** e.g. `http://localhost:8600` */
  hubUrl: string;
  /** A bearer token: of an administrator's session, or a business system's key. */
  token?: string;
  /** With these a lost session is replaced by a new one. */
  account?: { name: string; password: string };
}

const TIMEOUT_MS = 20_000;

/** A caller of the hub's HTTP API. Throws `HubRefusal`, or fetch's own error when nobody is there. */
export class HubApi {
  private readonly options: HubApiOptions;
  private token: string | undefined;

  constructor(options: HubApiOptions) {
    this.options = options;
    this.token = options.token;
  }

  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    if (this.token === undefined) await this.logIn();
    const first = await this.send(method, path, body);
    if (first.status !== 401 || this.options.account === undefined) return read<T>(first);
    await first.body?.cancel();
    await this.logIn();
    return read<T>(await this.send(method, path, body));
  }

  private async logIn(): Promise<void> {
    const { account } = this.options;
    if (account === undefined) throw new Error('neither a token nor an account was given');
    this.token = undefined;
    const session = await read<{ token: string }>(
      await this.send('POST', '/api/sessions', account),
    );
    this.token = session.token;
  }

  private send(method: string, path: string, body: unknown): Promise<Response> {
    const headers: Record<string, string> = {};
    if (this.token !== undefined) headers.authorization = `Bearer ${this.token}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    return fetch(new URL(path, this.options.hubUrl), { method, headers, signal, ...content });
  }
}

/** Is what happens at this hub for trial? Throws when nobody is there. */
export async function isInTestMode(hubUrl: string): Promise<boolean> {
  const answer = await fetch(new URL('/health/ready', hubUrl));
  return ((await answer.json()) as { testMode?: boolean }).testMode === true;
}

async function read<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T;
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer as T;
  throw new HubRefusal(response.status, wordsOf(answer) ?? response.statusText);
}

function wordsOf(problem: unknown): string | undefined {
  if (typeof problem !== 'object' || problem === null) return undefined;
  const { detail, title, errors } = problem as Record<string, unknown>;
  const listed = Array.isArray(errors)
    ? errors.map(({ path, message }) => `${path}: ${message}`)
    : [];
  const words = [detail ?? title, ...listed].filter((word) => typeof word === 'string');
  return words.length > 0 ? words.join('; ') : undefined;
}
