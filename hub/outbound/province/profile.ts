import { z } from 'zod';
import {
  APPLICANT_KINDS,
  FACTS,
  RATING_CHANNELS,
  SERVICE_EVENT_NAMES,
  SERVICE_MODES,
} from './codes.ts';

/** A list of codes that must say something about every one of ours; null means "has none". */
function codesFor<const Names extends readonly [string, ...string[]]>(names: Names) {
  return z.record(z.enum(names), z.string().min(1).max(40).nullable());
}

const FieldSchema = z.union([
  z.strictObject({
    from: z.enum(FACTS).describe('What of ours it is filled with'),
    optional: z.boolean().default(false).describe('Left out when nothing is known'),
  }),
  z.strictObject({ value: z.string().max(200).describe('Always the same') }),
]);
const FieldsSchema = z.record(z.string().min(1).max(60), FieldSchema);

const MessageSchema = z.strictObject({
  path: z
    .string()
    .regex(/^\/|^$/, 'begins with "/"')
    .describe('Added to the URL of the platform'),
  fields: FieldsSchema.describe('Names of the platform, and what they are filled with'),
});

/**
 * How one provincial platform wants to be told. Data, because the provinces differ in names, codes,
 * envelope and signature, and in nothing else.
 */
export const ProfileSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
  version: z.int().min(1),
  title: z.string().min(1).max(80),
  timeZone: z.string().refine(isTimeZone, 'not an IANA time zone'),
  dateTime: z
    .string()
    .regex(/yyyy.*MM.*dd.*HH.*mm.*ss/, 'needs yyyy, MM, dd, HH, mm and ss in this order')
    .describe('How instants are written; other letters stand for themselves'),
  codes: z.strictObject({
    ratingChannel: codesFor(RATING_CHANNELS)
      .describe('pf; `default`, for what counts by rule because nobody rated: null sends none')
      .refine(marksDefaults, 'a default needs a code that no citizen has'),
    proStatus: codesFor(SERVICE_EVENT_NAMES),
    serviceName: codesFor(SERVICE_EVENT_NAMES),
    serviceChannel: codesFor(SERVICE_MODES).describe('proChannel'),
    applicantKind: codesFor(APPLICANT_KINDS).describe('userProp'),
    satisfaction: z
      .strictObject({
        5: z.string().min(1),
        4: z.string().min(1),
        3: z.string().min(1),
        2: z.string().min(1),
        1: z.string().min(1),
      })
      .describe('5 is best on our side')
      .refine((codes) => new Set(Object.values(codes)).size === 5, 'two levels share a code'),
  }),
  tags: z.strictObject({
    list: z.string().min(1),
    versions: z.array(z.int().min(1)).min(1),
    separator: z.string().min(1).max(3),
  }),
  negative: z.strictObject({
    below: z.int().min(1).max(6).describe('Levels below this need tags or text'),
    text: z.string().min(1).max(200).describe('Sent as the text when the rater gave neither'),
  }),
  countsDefaults: z
    .boolean()
    .default(true)
    .describe(
      'A default that the platform has takes an assessNumber: a rating that supersedes it comes ' +
        'as the next. Otherwise it comes under the number of the default',
    ),
  record: MessageSchema,
  rating: MessageSchema,
  envelope: z.strictObject({
    wrap: z.string().min(1).nullable().describe('Name of the field that holds the message'),
    list: z.boolean().describe('The message is the only member of a list'),
    beside: z.record(z.string(), z.string()).describe('Constant fields beside a wrapped message'),
  }),
  signature: z.string().min(1).max(60).describe('Name of the signature plug'),
  answer: z.strictObject({
    code: z.string().min(1).describe('Field of the answer that says how it went'),
    reason: z.string().min(1).describe('Field that says why'),
    accepted: z.array(z.string()).min(1),
    duplicate: z.array(z.string()).describe('It has this one already'),
    tryAgain: z.array(z.string()).describe('It cannot now; every other code is a refusal'),
  }),
});
export type Profile = z.infer<typeof ProfileSchema>;

export type ParsedProfile =
  | { ok: true; profile: Profile }
  | { ok: false; errors: { path: string; message: string }[] };

/** Reads a profile from data, or names everything that is wrong with it at once. */
export function parseProfile(data: unknown, plugs: readonly string[]): ParsedProfile {
  const parsed = ProfileSchema.safeParse(data);
  const errors = (parsed.error?.issues ?? []).map(({ path, message }) => ({
    path: path.map(String).join('.'),
    message,
  }));
  const signature = (data as { signature?: unknown } | null)?.signature;
  if (typeof signature === 'string' && !plugs.includes(signature)) {
    errors.push({ path: 'signature', message: `expected one of ${plugs.join(', ')}` });
  }
  if (parsed.success && !saysWhatItIs(parsed.data)) {
    errors.push({ path: 'rating.fields', message: 'a default needs a field from ratingChannel' });
  }
  return parsed.success && errors.length === 0
    ? { ok: true, profile: parsed.data }
    : { ok: false, errors };
}

/** Nobody may take a default for what a citizen said (SZ-17b). */
function marksDefaults({ default: code, ...citizens }: Record<string, string | null>): boolean {
  return code === undefined || code === null || !Object.values(citizens).includes(code);
}

/** Where defaults are told, the message has to say that they are. */
function saysWhatItIs({ codes, rating }: Profile): boolean {
  const told = Object.values(rating.fields).some(
    (field) => 'from' in field && field.from === 'ratingChannel' && !field.optional,
  );
  return codes.ratingChannel.default === null || told;
}

function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
