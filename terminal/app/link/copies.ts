import { z } from 'zod';
import type { CopyKeeper, Meeting } from '../../link/index.ts';

/** By what the hub knows this page. */
interface Identity {
  terminalId: string;
  secret: string;
  wsPath: string;
}

const MeetingSchema = z.object({
  highestSeq: z.int().min(0),
  lacking: z.array(z.string()),
  back: z.array(z.string()),
});

const CALL_TIMEOUT_MS = 10_000;

/** The second copy of this page's outbox, at the agent of the device (`/local/copies`). */
export class AgentCopies implements CopyKeeper {
  private readonly identity: Identity;

  constructor(identity: Identity) {
    this.identity = identity;
  }

  /** This page is no terminal. False when the agent does not answer; another one may not know copies. */
  static async ofNobody(): Promise<boolean> {
    return (await call('PUT', { identity: null, waiting: [] })) !== undefined;
  }

  async meet(waiting: string[]): Promise<Meeting | null> {
    const answer = await call('PUT', { identity: this.identity, waiting });
    const parsed = MeetingSchema.safeParse(await answer?.json().catch(() => null));
    return parsed.success ? parsed.data : null;
  }

  async hand(news: Parameters<CopyKeeper['hand']>[0]): ReturnType<CopyKeeper['hand']> {
    const answer = await call('POST', { terminalId: this.identity.terminalId, ...news });
    if (answer?.status === 409) return 'unmet';
    return answer?.ok ? 'kept' : 'away';
  }
}

async function call(method: 'PUT' | 'POST', body: object): Promise<Response | undefined> {
  try {
    return await fetch('/local/copies', {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
    });
  } catch {
    return undefined;
  }
}
