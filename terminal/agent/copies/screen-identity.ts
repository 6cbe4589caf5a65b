import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { TerminalIdSchema } from '../../../protocol/index.ts';
import { writeDurably } from '../durable-file.ts';

/** Who a screen is at the hub: with it, and only with it, what it signed can be sent. */
export const ScreenIdentitySchema = z.object({
  terminalId: TerminalIdSchema,
  secret: z.string().min(1).max(200),
  wsPath: z.string().startsWith('/').max(200),
});
export type ScreenIdentity = z.infer<typeof ScreenIdentitySchema>;

/** Throws when it cannot be read. */
export function readIdentity(folder: string): ScreenIdentity {
  const text = readFileSync(join(folder, 'identity.json'), 'utf8');
  return ScreenIdentitySchema.parse(JSON.parse(text));
}

/** The folder is made when it is not there; readable by the agent's account only. */
export function writeIdentity(folder: string, identity: ScreenIdentity): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  writeDurably(join(folder, 'identity.json'), JSON.stringify(identity));
}
