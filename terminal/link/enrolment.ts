import type { z } from 'zod';
import {
  type Clock,
  type EnrolmentRequest,
  type EnrolmentState,
  EnrolmentStateSchema,
  type EnrolmentTicket,
  EnrolmentTicketSchema,
} from '../../protocol/index.ts';
import { type BackoffPolicy, DEFAULT_BACKOFF, retryDelayMs } from './backoff.ts';
import type { Credentials } from './ports.ts';

/** What the screen shows of an enrolment. */
export type EnrolmentStatus =
  | { state: 'idle' }
  | { state: 'requesting' }
  /** `ticket` may be kept, so that a reloaded page goes on waiting with the same code. */
  | { state: 'waiting'; userCode: string; ticket: EnrolmentTicket }
  | { state: 'unreachable'; why: string; retryAt: number; userCode: string | null }
  | {
      state: 'approved';
      credentials: Credentials;
      mqtt: Extract<EnrolmentState, { state: 'approved' }>['mqtt'];
    }
  /** An administrator said no. Asking again is for a person to decide: `start()`. */
  | { state: 'rejected' }
  /** The hub does not take such a request at all. */
  | { state: 'refused'; why: string };

export interface EnrolmentOptions {
  /** e.g. `http://192.168.1.10:8600` */
  hubUrl: string;
  request: EnrolmentRequest;
  clock: Clock;
  onStatus: (status: EnrolmentStatus) => void;
  /** Of a request made before; asked about first. */
  ticket?: EnrolmentTicket | null;
  random?: () => number;
  fetch?: typeof globalThis.fetch;
  backoff?: BackoffPolicy;
}

type Reply<T> =
  | { kind: 'ok'; value: T }
  | { kind: 'refused'; httpStatus: number; why: string }
  | { kind: 'unreachable'; why: string };

const CALL_TIMEOUT_MS = 10_000;
const SHORTEST_POLL_MS = 500;

/**
 * The road by which a device becomes a terminal: ask, show the code, wait for an administrator's
 * approval, collect the secret. A code that expired is replaced by a new one without anybody's
 * doing; a hub that cannot be reached is asked again with growing, jittered pauses.
 */
export class Enrolment {
  private readonly options: EnrolmentOptions;
  private ticket: EnrolmentTicket | null;
  private current: EnrolmentStatus = { state: 'idle' };
  private failures = 0;
  /** Each start is a run of its own; an answer to an earlier run is dropped. */
  private run = 0;
  private cancelTimer: () => void = () => {};

  constructor(options: EnrolmentOptions) {
    this.options = options;
    this.ticket = options.ticket ?? null;
  }

  get status(): EnrolmentStatus {
    return this.current;
  }

  start(): void {
    this.stop();
    void (this.ticket === null ? this.request(this.run) : this.collect(this.run));
  }

  stop(): void {
    this.run++;
    this.cancelTimer();
  }

  private async request(run: number): Promise<void> {
    if (this.current.state !== 'unreachable') this.tell({ state: 'requesting' });
    const reply = await this.post('/api/enrolments', this.options.request, EnrolmentTicketSchema);
    if (run !== this.run) return;
    if (reply.kind === 'unreachable') {
      this.retry(reply.why, () => this.request(run));
    } else if (reply.kind === 'refused') {
      this.tell({ state: 'refused', why: reply.why });
    } else {
      this.failures = 0;
      this.ticket = reply.value;
      this.showCode(reply.value);
      this.pollLater(run, reply.value);
    }
  }

  private async collect(run: number): Promise<void> {
    const { ticket } = this;
    if (ticket === null) return this.request(run);
    const reply = await this.post(
      `/api/enrolments/${ticket.enrolmentId}/collection`,
      { collectToken: ticket.collectToken },
      EnrolmentStateSchema,
    );
    if (run !== this.run) return;
    if (reply.kind === 'unreachable') {
      this.retry(reply.why, () => this.collect(run));
    } else if (reply.kind === 'refused') {
      // The hub knows nothing of this ticket any more (fresh database, long gone): a new one.
      this.ticket = null;
      this.retry(reply.why, () => this.request(run));
    } else {
      this.failures = 0;
      this.take(reply.value, ticket, run);
    }
  }

  private take(state: EnrolmentState, ticket: EnrolmentTicket, run: number): void {
    switch (state.state) {
      case 'pending':
        this.showCode(ticket);
        this.pollLater(run, ticket);
        break;
      case 'expired':
        this.ticket = null;
        void this.request(run);
        break;
      case 'rejected':
        this.ticket = null;
        this.tell({ state: 'rejected' });
        break;
      case 'approved': {
        this.ticket = null;
        const { terminalId, secret, mqtt } = state;
        this.tell({ state: 'approved', credentials: { terminalId, secret }, mqtt });
      }
    }
  }

  private showCode(ticket: EnrolmentTicket): void {
    if (this.current.state === 'waiting' && this.current.ticket === ticket) return;
    this.tell({ state: 'waiting', userCode: ticket.userCode, ticket });
  }

  private pollLater(run: number, ticket: EnrolmentTicket): void {
    const delayMs = Math.max(SHORTEST_POLL_MS, ticket.pollIntervalMs);
    this.cancelTimer = this.options.clock.after(delayMs, () => void this.collect(run));
  }

  private retry(why: string, again: () => Promise<void>): void {
    const { clock, backoff, random } = this.options;
    const jitter = (random ?? Math.random)();
    const delayMs = retryDelayMs(backoff ?? DEFAULT_BACKOFF, 'failed', ++this.failures, jitter);
    const userCode = this.ticket?.userCode ?? null;
    this.tell({ state: 'unreachable', why, retryAt: clock.now() + delayMs, userCode });
    this.cancelTimer = clock.after(delayMs, () => void again());
  }

  private tell(status: EnrolmentStatus): void {
    this.current = status;
    this.options.onStatus(status);
  }

  private async post<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<Reply<T>> {
    const call = this.options.fetch ?? globalThis.fetch;
    try {
      const response = await call(new URL(path, this.options.hubUrl), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
      });
      return await replyOf(response, schema);
    } catch (error) {
      return { kind: 'unreachable', why: error instanceof Error ? error.message : String(error) };
    }
  }
}

async function replyOf<T>(response: Response, schema: z.ZodType<T>): Promise<Reply<T>> {
  const answer: unknown = await response.json().catch(() => null);
  const { status } = response;
  if (!response.ok) {
    const why = titleOf(answer) ?? `HTTP ${status}`;
    if (status >= 500 || status === 429 || status === 408) return { kind: 'unreachable', why };
    return { kind: 'refused', httpStatus: status, why };
  }
  const parsed = schema.safeParse(answer);
  if (parsed.success) return { kind: 'ok', value: parsed.data };
  return { kind: 'unreachable', why: 'what answers there is no hub of this version' };
}

/** RFC 9457: `detail` or `title` say it in words. */
function titleOf(problem: unknown): string | undefined {
  if (typeof problem !== 'object' || problem === null) return undefined;
  const { detail, title } = problem as { detail?: unknown; title?: unknown };
  return [detail, title].find((words) => typeof words === 'string' && words !== '') as
    | string
    | undefined;
}
