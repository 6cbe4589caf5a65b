import { z } from 'zod';
import { type Clock, ServiceItemSchema } from '../../protocol/index.ts';

/** What the window is busy with; the item is left out where a screen should not show it. */
export const ServingSchema = z.strictObject({ item: ServiceItemSchema.optional() });
export type Serving = z.infer<typeof ServingSchema>;

/** A window PC that ended without a word leaves no sign for a day. */
const LONGEST_MS = 2 * 60 * 60_000;

/** Says at the counter that somebody is being served. It asks nothing and records nothing. */
export class ServingSign {
  private readonly clock: Clock;
  private readonly onChange: (serving: Serving | null) => void;
  private serving: Serving | null = null;
  private cancelEnd: () => void = () => {};

  constructor(clock: Clock, onChange: (serving: Serving | null) => void) {
    this.clock = clock;
    this.onChange = onChange;
  }

  get current(): Serving | null {
    return this.serving;
  }

  put(serving: Serving | null): void {
    this.cancelEnd();
    this.serving = serving;
    if (serving !== null) this.cancelEnd = this.clock.after(LONGEST_MS, () => this.put(null));
    this.onChange(serving);
  }

  stop(): void {
    this.cancelEnd();
  }
}
