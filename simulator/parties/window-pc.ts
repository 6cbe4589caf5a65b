import type { ServiceRecord } from '../../protocol/index.ts';
import { HubApi, HubRefusal } from '../hub-api.ts';

export interface WindowPcOptions {
  hubUrl: string;
  systemKey: string;
  /** The agent beside this window, for when the hub is away. */
  agent?: { url: string; localKey: string };
}

export type Delivery =
  | { road: 'hub'; results: RecordResult[] }
  /** The hub is away: the agent asks, and the hub gets the record later. */
  | { road: 'agent'; promptId: string }
  | { road: 'kept' };

export interface RecordResult {
  recordId: string | null;
  status: 'recorded' | 'duplicate' | 'refused';
  errors?: { path: string; message: string; rule?: string }[];
  invitation?: { invitationId: string; terminalId: string | null };
}

/**
 * The window PC with its business system: tells the hub of each step of a case. While the hub is
 * away it hands a finished case to the agent and keeps every record until the hub has it; the same
 * record sent twice does no harm.
 */
export class WindowPc {
  private readonly hub: HubApi;
  private readonly options: WindowPcOptions;
  private readonly kept: ServiceRecord[] = [];

  constructor(options: WindowPcOptions) {
    this.options = options;
    this.hub = new HubApi({ hubUrl: options.hubUrl, token: options.systemKey });
  }

  /** Records that the hub does not have yet. */
  get waiting(): number {
    return this.kept.length;
  }

  /** One or more steps, at most 1,000. Throws when hub or agent refuse the call as a whole. */
  async report(records: ServiceRecord[]): Promise<Delivery> {
    try {
      return { road: 'hub', results: await this.toHub(records) };
    } catch (error) {
      if (isAnswer(error)) throw error;
    }
    this.kept.push(...records);
    const last = records.at(-1);
    if (this.options.agent === undefined || last === undefined) return { road: 'kept' };
    const { url, localKey } = this.options.agent;
    const agent = new HubApi({ hubUrl: url, token: localKey });
    const { promptId } = await agent.call<{ promptId: string }>('POST', '/local/cases', last);
    return { road: 'agent', promptId };
  }

  /** Sends what was kept; returns how many records are still waiting. */
  async catchUp(): Promise<number> {
    while (this.kept.length > 0) {
      const batch = this.kept.slice(0, 1_000);
      try {
        await this.toHub(batch);
      } catch (error) {
        if (isAnswer(error)) throw error;
        break;
      }
      this.kept.splice(0, batch.length);
    }
    return this.kept.length;
  }

  private async toHub(records: ServiceRecord[]): Promise<RecordResult[]> {
    const answer = await this.hub.call<{ results: RecordResult[] }>(
      'POST',
      '/api/service-records',
      records,
    );
    return answer.results;
  }
}

/** A hub that is starting or stopping (5xx) or slowing us (429) is as good as away. */
function isAnswer(error: unknown): boolean {
  return error instanceof HubRefusal && error.status < 500 && error.status !== 429;
}
