import type { EnrolmentApproval, EnrolmentRequest } from '../../protocol/index.ts';

/** Where a hub is and who may administer it. */
export interface HubAccess {
  httpUrl: string;
  administrator: { name: string; password: string };
}

/** The administrator of a bench: everything by the HTTP API, as a person would. */
export class Administrator {
  readonly #hub: HubAccess;
  #token = '';

  constructor(hub: HubAccess) {
    this.#hub = hub;
  }

  async logIn(): Promise<void> {
    const session = await this.call<{ token: string }>(
      'POST',
      '/api/sessions',
      this.#hub.administrator,
    );
    this.#token = session.token;
  }

  /** Takes a device all the way from its request to its secret. */
  async enrol(request: EnrolmentRequest, approval: EnrolmentApproval): Promise<string> {
    const ticket = await this.call<{ enrolmentId: string; userCode: string; collectToken: string }>(
      'POST',
      '/api/enrolments',
      request,
    );
    await this.call('POST', `/api/enrolments/${ticket.userCode}/approval`, approval);
    const { secret } = await this.call<{ secret: string }>(
      'POST',
      `/api/enrolments/${ticket.enrolmentId}/collection`,
      { collectToken: ticket.collectToken },
    );
    return secret;
  }

  async call<Reply>(method: string, path: string, body?: unknown, token = this.#token) {
    const response = await fetch(`${this.#hub.httpUrl}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`);
    return (text === '' ? undefined : JSON.parse(text)) as Reply;
  }
}
