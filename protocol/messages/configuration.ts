import { z } from 'zod';
import { HubMessageSchema } from '../envelope.ts';
import { CodeSchema, textSchema } from '../identifiers.ts';
import { LIMITS } from '../limits.ts';
import { WantedEditionSchema } from './edition.ts';
import { MaintenanceSchema } from './maintenance.ts';
import { ServiceWindowSchema, StaffSchema } from './prompt.ts';
import { InstructionSchema } from './upkeep.ts';

export const TerminalKindSchema = z
  .enum(['evaluator', 'kiosk'])
  .describe('窗口评价器 | 自助服务终端');
export type TerminalKind = z.infer<typeof TerminalKindSchema>;

/** How long each step of the screen lasts, in milliseconds (`field.md`, "Screens"). */
export const TimingsSchema = z.object({
  undoMs: z.int().min(3_000).max(60_000).default(8_000).describe('修改 stays this long'),
  thanksMs: z.int().min(1_000).max(60_000).default(4_000),
  promptIdleMs: z
    .int()
    .min(20_000)
    .max(600_000)
    .default(60_000)
    .describe('A prompt nobody touches ends after this'),
  warnMs: z
    .int()
    .min(5_000)
    .max(60_000)
    .default(15_000)
    .describe('So long before the end the screen warns and offers more time (WCAG 2.2.1)'),
});
export type Timings = z.infer<typeof TimingsSchema>;

const ClockTimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** When the hall is open; outside of it the screen dims. */
export const OpeningHoursSchema = z.strictObject({
  opens: ClockTimeSchema,
  closes: ClockTimeSchema.describe('Later in the same day'),
  days: z.array(z.int().min(1).max(7)).min(1).max(7).describe('1 = Monday … 7 = Sunday'),
});
export type OpeningHours = z.infer<typeof OpeningHoursSchema>;

/** What a terminal is: where it stands, whom it shows when idle, how long its steps last. */
export const ConfigurationSchema = z.object({
  revision: z.int().min(1).describe('Grows with every change'),
  kind: TerminalKindSchema,
  hall: z.object({ hallId: CodeSchema, name: textSchema(LIMITS.placeName) }),
  serviceWindow: ServiceWindowSchema.nullable(),
  staff: StaffSchema.nullable().describe('Who serves here today'),
  terminalNo: CodeSchema.describe('Shown on the screen (SZ-14b)'),
  timings: TimingsSchema,
  notices: z.array(textSchema(LIMITS.noticeText)).max(LIMITS.notices),
  openingHours: OpeningHoursSchema.optional(),
  paused: z.boolean().optional().describe('Nobody is asked here until it is taken back'),
  edition: WantedEditionSchema.optional().describe("The app to run; the agent's own when absent"),
  instruction: InstructionSchema.optional(),
  maintenance: MaintenanceSchema.optional().describe("Opens the technicians' corner; else closed"),
  timeZone: z.string().max(40).describe('IANA name, from the rule pack'),
});
export type Configuration = z.infer<typeof ConfigurationSchema>;

/** hub → terminal: desired state, sent when the terminal's revision is another one. */
export const ConfigurationMessageSchema = HubMessageSchema.extend({
  configuration: ConfigurationSchema,
});
export type ConfigurationMessage = z.infer<typeof ConfigurationMessageSchema>;
