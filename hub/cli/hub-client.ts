import type { ProblemBody } from '../api/problems.ts';
import { CliError, type Io } from './io.ts';

/** Talks to a running hub with an account. */
export class HubClient {
  private readonly url: string;
  private readonly io: Io;
  private readonly name: string;
  private token: string | undefined;

  constructor(parts: { url: string; name: string; io: Io }) {
    this.url = parts.url.replace(/\/$/, '');
    this.name = parts.name;
    this.io = parts.io;
  }

  /** The answer's JSON (undefined for none); throws `CliError` in the hub's own words. */
  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    this.token ??= await this.logIn();
    return this.send<T>(method, path, body);
  }

  private async logIn(): Promise<string> {
    const given = this.io.env.HAOCHAPING_PASSWORD;
    const password = given ?? (await this.io.askSecret(`Password of ${this.name}: `));
    const session = { name: this.name, password };
    return (await this.send<{ token: string }>('POST', '/api/sessions', session)).token;
  }

  private async send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const headers: Record<string, string> = { connection: 'close' };
    if (this.token !== undefined) headers.authorization = `Bearer ${this.token}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const request = {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    const response = await fetch(this.url + path, request).catch((error: unknown) => {
      throw new CliError(`No hub answers at ${this.url} (--hub): ${reasonOf(error)}`);
    });
    const text = await response.text();
    if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as T;
    throw new CliError(words(response.status, text));
  }
}

function words(status: number, text: string): string {
  try {
    const { detail, title, errors } = JSON.parse(text) as ProblemBody;
    const lines = errors.map(
      ({ path, message, rule }) => `  ${path}: ${message}${rule ? ` (${rule})` : ''}`,
    );
    return [detail ?? title, ...lines].join('\n');
  } catch {
    return `The hub answered ${status}.`;
  }
}

function reasonOf(error: unknown): string {
  const cause = (error as { cause?: { code?: string } }).cause;
  return cause?.code ?? String(error);
}
