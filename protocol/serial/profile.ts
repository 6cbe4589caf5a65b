import { z } from 'zod';
import { CodeSchema, textSchema } from '../identifiers.ts';
import { LEVELS, type Level } from '../levels.ts';
import { LevelSchema } from '../messages/level.ts';
import { HexSchema } from './bytes.ts';
import { CHECKSUMS } from './checksum.ts';

/** What a key does. `nothing` is a key that is known and means no level, as "timeout" does. */
export const KeyMeaningSchema = z.union([
  LevelSchema,
  z.enum(['confirm', 'back', 'nothing', 'unknown']),
]);
export type KeyMeaning = z.infer<typeof KeyMeaningSchema>;

/** Moments at which a device can say or light something. */
export const SCENES = ['idle', 'welcome', 'ask', 'chosen', 'thanks', 'unavailable'] as const;
export type Scene = (typeof SCENES)[number];

const SerialLineSchema = z.strictObject({
  kind: z.literal('serial'),
  baudRate: z.int().min(300).max(921_600).default(9_600),
  dataBits: z.literal([7, 8]).default(8),
  parity: z.enum(['none', 'even', 'odd']).default('none'),
  stopBits: z.literal([1, 2]).default(1),
  flowControl: z.enum(['none', 'rtscts']).default('none'),
});
export type SerialLine = z.infer<typeof SerialLineSchema>;

const NetworkLineSchema = z.strictObject({
  kind: z.enum(['tcp', 'udp']),
  port: z.int().min(1).max(65_535).describe('Where the device listens, unless the setting says'),
});

const FixedFrameSchema = z.strictObject({
  kind: z.literal('fixed'),
  start: HexSchema.default(''),
  keyBytes: z.int().min(1).max(16).default(1),
  checksum: z.enum(CHECKSUMS).default('none'),
  checksumCovers: z.enum(['key', 'all']).default('key').describe('The key alone, or start and key'),
  end: HexSchema.default(''),
});
export type FixedFrame = z.infer<typeof FixedFrameSchema>;

const FrameSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('open') }),
  z.strictObject({ kind: z.literal('sundyn') }),
  FixedFrameSchema,
]);

const CommandsSchema = z
  .partialRecord(z.enum(SCENES), z.array(z.string().min(1).max(200)).max(8))
  .describe('What is sent at a moment: voice, lamp, welcome; bytes, in the frame of the profile');

const ShapeSchema = z.strictObject({
  driver: CodeSchema,
  title: textSchema(80),
  source: textSchema(400).describe('Where this is known from, and what is only assumed'),
  line: z.discriminatedUnion('kind', [SerialLineSchema, NetworkLineSchema]),
  frame: FrameSchema,
  keys: z.record(z.string(), KeyMeaningSchema).describe('Key as the device names it → meaning'),
  heartbeat: z
    .strictObject({ ask: HexSchema, answer: HexSchema })
    .nullable()
    .default(null)
    .describe('Fixed frames only: the question and the answer that is no key'),
  commands: CommandsSchema.default({}),
});
type Shape = z.infer<typeof ShapeSchema>;

/** All that tells one kind of button evaluator from another. Data, never code. */
export const DriverProfileSchema = ShapeSchema.superRefine((profile, context) => {
  for (const [path, message] of contradictionsOf(profile)) {
    context.addIssue({ code: 'custom', path, message });
  }
}).transform((profile) => ({ ...profile, keys: tidyKeys(profile) }));
export type DriverProfile = z.infer<typeof DriverProfileSchema>;

export type ProfileOutcome =
  | { ok: true; profile: DriverProfile }
  | { ok: false; errors: { path: string; message: string }[] };

/** Reads a profile; tells everything that is wrong with it at once. */
export function readProfile(given: unknown): ProfileOutcome {
  const parsed = DriverProfileSchema.safeParse(given);
  if (parsed.success) return { ok: true, profile: parsed.data };
  const errors = parsed.error.issues.map(({ path, message }) => ({
    path: path.map(String).join('.'),
    message,
  }));
  return { ok: false, errors };
}

/** What a key means; one that the profile does not name is unknown, never a level. */
export function meaningOf(profile: Pick<DriverProfile, 'keys'>, code: string): KeyMeaning {
  return Object.hasOwn(profile.keys, code) ? (profile.keys[code] ?? 'unknown') : 'unknown';
}

/** Levels that this device cannot give: all five must be there where nothing else asks (SZ-10). */
export function missingLevels(profile: Pick<DriverProfile, 'keys'>): Level[] {
  const given = new Set<KeyMeaning>(Object.values(profile.keys));
  return LEVELS.filter((level) => !given.has(level));
}

function* contradictionsOf(profile: Shape): Generator<[string[], string]> {
  const { frame, line, keys, heartbeat, commands } = profile;
  const isNetwork = line.kind !== 'serial';
  if ((frame.kind === 'sundyn') !== isNetwork) {
    yield [['line', 'kind'], 'the frame "sundyn" goes over tcp or udp, every other over serial'];
  }
  if (Object.keys(keys).length === 0) yield [['keys'], 'a device without keys rates nothing'];
  if (frame.kind !== 'sundyn') yield* bytesErrors(keys, commands);
  if (heartbeat !== null && frame.kind !== 'fixed') {
    yield [['heartbeat'], `the frame "${frame.kind}" has a heartbeat of its own`];
  }
  if (frame.kind !== 'fixed') return;
  const length = frame.keyBytes * 2;
  for (const code of Object.keys(keys)) {
    const tidy = HexSchema.safeParse(code);
    if (!tidy.success || tidy.data.replaceAll(' ', '').length === length) continue;
    yield [['keys', code], `expected ${frame.keyBytes} byte(s), as keyBytes says`];
  }
}

function* bytesErrors(
  keys: Shape['keys'],
  commands: Shape['commands'],
): Generator<[string[], string]> {
  for (const code of Object.keys(keys)) {
    if (!HexSchema.safeParse(code).success || code.trim() === '') {
      yield [['keys', code], 'expected bytes in hexadecimal'];
    }
  }
  for (const [scene, lines] of Object.entries(commands)) {
    for (const [i, command] of (lines ?? []).entries()) {
      if (HexSchema.safeParse(command).success) continue;
      yield [['commands', scene, String(i)], 'expected bytes in hexadecimal'];
    }
  }
}

/** Codes as the codecs name them, so that `A1` and `a1` are one key. */
function tidyKeys({ frame, keys }: Pick<Shape, 'frame' | 'keys'>): Record<string, KeyMeaning> {
  if (frame.kind === 'sundyn') return keys;
  return Object.fromEntries(
    Object.entries(keys).map(([code, meaning]) => [HexSchema.parse(code), meaning]),
  );
}
