import type { Codec } from './codec.ts';
import { createFixedCodec } from './fixed-frame.ts';
import { createOpenCodec } from './open-frame.ts';
import type { DriverProfile } from './profile.ts';

/** The frames of a profile that goes over a serial line; `null` for one that does not. */
export function codecOf({ frame, heartbeat }: DriverProfile): Codec | null {
  if (frame.kind === 'open') return createOpenCodec();
  if (frame.kind === 'fixed') return createFixedCodec(frame, heartbeat);
  return null;
}
