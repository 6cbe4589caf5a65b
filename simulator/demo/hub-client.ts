/** The hub answered, but not with what was asked for. */
export class HubAnswer extends Error {
  readonly status: number;
  readonly problem: { title?: string; detail?: string; errors?: { message: string }[] };

  constructor(status: number, problem: HubAnswer['problem']) {
    const words = problem.errors?.map(({ message }) => message).join(' ');
    super(`${status}: ${words || problem.detail || problem.title || 'no words'}`);
    this.status = status;
    this.problem = problem;
  }
}

/** An administrator at the hub's HTTP API; logs in when needed and again when the session ended. */
export class HubClient {
  #url: () => string;
  #account: () => { name: string; password: string };
  #token = '';

  constructor(url: () => string, account: () => { name: string; password: string }) {
    this.#url = url;
    this.#account = account;
  }

  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await this.open(method, path, body);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  /** The answer as it comes, for streams. */
  async open(
    method: string,
    path: string,
    body?: unknown,
    signal: AbortSignal | null = null,
  ): Promise<Response> {
    if (this.#token === '') await this.#logIn();
    const first = await this.#send(method, path, body, signal);
    if (first.status !== 401) return answered(first);
    await first.body?.cancel();
    await this.#logIn();
    return answered(await this.#send(method, path, body, signal));
  }

  async #logIn(): Promise<void> {
    this.#token = '';
    const response = await answered(
      await this.#send('POST', '/api/sessions', this.#account(), null),
    );
    this.#token = ((await response.json()) as { token: string }).token;
  }

  #send(method: string, path: string, body: unknown, signal: AbortSignal | null) {
    return fetch(this.#url() + path, request(method, this.#token, body, signal));
  }
}

/** One call with a key; throws `HubAnswer` for a refusal and `TypeError` when nobody is there. */
export async function callWithKey<T>(url: string, key: string, body: unknown): Promise<T> {
  const response = await answered(await fetch(url, request('POST', key, body, null)));
  return (await response.json()) as T;
}

function request(
  method: string,
  token: string,
  body: unknown,
  signal: AbortSignal | null,
): RequestInit {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (token !== '') headers.authorization = `Bearer ${token}`;
  if (body === undefined) delete headers['content-type'];
  const text = body === undefined ? null : JSON.stringify(body);
  return { method, headers, body: text, signal };
}

async function answered(response: Response): Promise<Response> {
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as HubAnswer['problem'];
  throw new HubAnswer(response.status, problem);
}
