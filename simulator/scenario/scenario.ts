import { z } from 'zod';
import { RECEIVERS, type Step, StepSchema } from './steps.ts';

const PlaceNoSchema = z.string().regex(/^[A-Z]\d{2,3}$/, 'expected e.g. A01');

const WindowSchema = z.strictObject({
  window: PlaceNoSchema.describe('Its number'),
  evaluator: z
    .enum(['terminal', 'keypad', 'none'])
    .default('terminal')
    .describe(
      'terminal: one with a screen, simulated; keypad: buttons on a real serial port with an agent ' +
        '(needs socat)',
    ),
});
const KioskSchema = z.strictObject({ kiosk: PlaceNoSchema.describe('Its number') });

/** A story that parties play around a hub, and what must hold meanwhile and at its end. */
export const ScenarioSchema = z.strictObject({
  $schema: z.string().optional().describe('For editors'),
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,39}$/, 'expected small letters, digits and hyphens')
    .describe('As on the command line'),
  title: z.strictObject({ zh: z.string().min(1).max(80), en: z.string().min(1).max(120) }),
  about: z.string().max(600).optional().describe('What it shows, and the rules that it is about'),
  windows: z.array(WindowSchema).max(20).default([]),
  kiosks: z.array(KioskSchema).max(20).default([]),
  receivers: z
    .array(z.enum(RECEIVERS))
    .default([])
    .describe('Those whom the hub reports to; each begins accepting'),
  steps: z.array(StepSchema).min(1).max(200),
});
export type Scenario = z.infer<typeof ScenarioSchema>;

/** What a step asks of the hub besides being one. */
export type Need = 'ownHub' | 'testMode';

const NEEDS: Partial<Record<Step['step'], Need>> = {
  'kill-hub': 'ownHub',
  'stop-hub': 'ownHub',
  'start-hub': 'ownHub',
  'set-receiver': 'ownHub',
  'expect-receiver': 'ownHub',
  resend: 'ownHub',
  'expect-refused': 'ownHub',
  pass: 'testMode',
  'hotline-reports': 'testMode',
  'expect-order': 'testMode',
};

/** Steps that a hub given from outside cannot do, with what they need. */
export function needsOf({ steps }: Scenario): { at: number; step: Step['step']; need: Need }[] {
  return steps.flatMap(({ step }, at) => {
    const need = NEEDS[step];
    return need === undefined ? [] : [{ at, step, need }];
  });
}
