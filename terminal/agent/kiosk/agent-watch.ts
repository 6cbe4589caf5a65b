import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const CALL_TIMEOUT_MS = 5_000;

const StatusSchema = z.object({
  screen: z.object({ alive: z.boolean(), lastHeardAt: z.number().nullable() }),
});
export type ScreenSign = z.infer<typeof StatusSchema>['screen'];

/** The agent as the kiosk sees it: is the screen alive, and who hears that it was not. */
export class AgentWatch {
  readonly url: string;
  private readonly dataFolder: string;

  constructor(url: string, dataFolder: string) {
    this.url = url;
    this.dataFolder = dataFolder;
  }

  /** `null` when the agent does not answer: that is no fault of the screen. */
  async screen(): Promise<ScreenSign | null> {
    try {
      const response = await fetch(`${this.url}/local/status`, {
        headers: { connection: 'close' },
        signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
      });
      return StatusSchema.parse(await response.json()).screen;
    } catch {
      return null;
    }
  }

  /** The agent tells the screen, and the screen the hub. What fails is in the log alone. */
  async restarted(why: string): Promise<void> {
    try {
      const key = readFileSync(join(this.dataFolder, 'local-key'), 'utf8').trim();
      await fetch(`${this.url}/local/restarts`, {
        method: 'POST',
        headers: {
          connection: 'close',
          'content-type': 'application/json',
          authorization: `Bearer ${key}`,
        },
        body: JSON.stringify({ why }),
        signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
      });
    } catch {
      return;
    }
  }
}
