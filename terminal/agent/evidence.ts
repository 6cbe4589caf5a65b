import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { TerminalIdSchema } from '../../protocol/index.ts';
import { writeDurably } from './durable-file.ts';

/** The outbox of an identity that this screen no longer has, as the page hands it over. */
export const EvidenceSchema = z.looseObject({
  id: z.uuid(),
  terminalId: TerminalIdSchema,
  retiredAt: z.iso.datetime(),
  rows: z.array(z.looseObject({ eventId: z.uuid(), state: z.string() })),
});
export type Evidence = z.infer<typeof EvidenceSchema>;

/**
 * Keeps what a former identity of the screen had tapped, a file each: out of reach of whoever
 * clears the browser, and readable for a technician. Nothing here is ever changed or deleted.
 */
export class EvidenceFolder {
  private readonly folder: string;

  constructor(dataFolder: string) {
    this.folder = join(dataFolder, 'evidence');
  }

  /** On disk when it returns. The same id again changes nothing. */
  add(evidence: Evidence): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const path = join(this.folder, `${evidence.id}.json`);
    if (existsSync(path)) return;
    writeDurably(path, `${JSON.stringify(evidence, null, 2)}\n`);
  }

  all(): unknown[] {
    if (!existsSync(this.folder)) return [];
    return readdirSync(this.folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => JSON.parse(readFileSync(join(this.folder, name), 'utf8')) as unknown);
  }
}
