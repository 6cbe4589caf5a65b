import { z } from 'zod';
import { InstantSchema } from '../identifiers.ts';
import { EditionFactSchema } from './edition.ts';

export const InstructionActionSchema = z
  .enum(['reloadPage', 'restartAgent', 'decommission'])
  .describe(
    "reloadPage: the page starts anew; restartAgent: the agent's process ends and its supervisor " +
      'starts it; decommission: what waits is sent, then the device forgets all it was given',
  );
export type InstructionAction = z.infer<typeof InstructionActionSchema>;

/**
 * One thing that a terminal is to do, once, and never while somebody rates. It stays in the
 * configuration; the terminal remembers which one it did.
 */
export const InstructionSchema = z.object({
  instructionId: z.uuid(),
  action: InstructionActionSchema,
  force: z
    .boolean()
    .optional()
    .describe('decommission only: do not wait for receipts; what is unsent becomes evidence'),
  until: InstantSchema.nullable().describe('Not begun after this; null: whenever it can be'),
});
export type Instruction = z.infer<typeof InstructionSchema>;

/** What runs on a terminal, as it says itself: to be laid beside what it should run. */
export const RunsSchema = z.object({
  appVersion: z.string().max(40),
  agentVersion: z.string().max(40).nullable().describe('null when no agent answers'),
  edition: EditionFactSchema.optional().describe('Absent where there is no app, or no agent'),
  configurationRevision: z.int().min(0).describe('0 when it has none'),
  paused: z.boolean().describe('Nobody is asked here now'),
  instructionDone: z.uuid().nullable().describe('The last instruction that it carried out'),
});
export type Runs = z.infer<typeof RunsSchema>;
