import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PromptSchema } from '../../protocol/index.ts';
import { writeDurably } from './durable-file.ts';

export const DeskStateSchema = z.object({
  current: PromptSchema.nullable(),
  /** Records that were asked about, newest last: the same record is not asked about twice. */
  asked: z.array(z.object({ recordId: z.string(), content: z.string(), promptId: z.uuid() })),
});
export type DeskState = z.infer<typeof DeskStateSchema>;

/** What the desk must not forget when the agent is started anew; one small file, replaced whole. */
export interface DeskMemory {
  load(): DeskState;
  save(state: DeskState): void;
}

export function createDeskFile(folder: string): DeskMemory {
  const path = join(folder, 'prompt.json');
  return {
    load() {
      try {
        return DeskStateSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
      } catch {
        // Missing at the first start. A damaged one costs one prompt, which can be asked again.
        return { current: null, asked: [] };
      }
    },
    save: (state) => writeDurably(path, JSON.stringify(state)),
  };
}
