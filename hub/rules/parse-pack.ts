import { type Flaw, flawsOf } from './flaw.ts';
import { type RulePack, RulePackSchema } from './pack.ts';

/** Which rule a field serves, for who must correct it. */
const RULES: Readonly<Record<string, string>> = {
  rating: 'SZ-17a',
  defaultLevel: 'SZ-17b',
  supplementary: 'SZ-1R',
  stages: 'SZ-18e',
  batch: 'SZ-20a',
  reminder: 'SZ-13',
  workOrder: 'SZ-21a',
  'workOrder.due': 'SZ-21b',
  'workOrder.nearlyDueDays': 'SZ-21b',
  'workOrder.ratersRateTheFix': 'SZ-21c',
  appeal: 'SZ-22a',
  figures: 'SZ-23a',
  promptShowMs: 'SZ-14a',
  promptGraceMs: 'SZ-14a',
};

export type ParsedPack = { ok: true; pack: RulePack } | { ok: false; errors: Flaw[] };

/**
 * Reads a pack from data, or names everything that is wrong with it at once: fields, and fields
 * that contradict each other, as far as each of those is sound by itself.
 */
export function parsePack(data: unknown): ParsedPack {
  const parsed = RulePackSchema.safeParse(data);
  const errors = [
    ...(parsed.success ? [] : flawsOf(parsed.error, RULES)),
    ...contradictions(soundFields(data)),
  ];
  return parsed.success && errors.length === 0
    ? { ok: true, pack: parsed.data }
    : { ok: false, errors };
}

function soundFields(data: unknown): Partial<RulePack> {
  if (typeof data !== 'object' || data === null) return {};
  const sound = Object.entries(RulePackSchema.shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse((data as Record<string, unknown>)[name]);
    return parsed.success ? [[name, parsed.data]] : [];
  });
  return Object.fromEntries(sound) as Partial<RulePack>;
}

/**
 * Fields of a pack that contradict each other. Takes whatever fields are sound by themselves, so
 * that these are found together with all that is wrong elsewhere.
 */
function contradictions(pack: Partial<RulePack>): Flaw[] {
  return [...reminderFlaws(pack), ...workOrderFlaws(pack)];
}

/** A reminder is for one who still has a day left to rate. */
function reminderFlaws({ reminder, rating }: Partial<RulePack>): Flaw[] {
  const flaws: Flaw[] = [];
  if (!reminder) return flaws;
  // So many working days are at least so many natural ones.
  if (rating !== undefined && reminder.afterDays >= rating.days) {
    const message = `must be before the last of the ${rating.days} days to rate in`;
    flaws.push({ path: 'reminder.afterDays', message, rule: 'SZ-13' });
  }
  if (reminder.from >= reminder.until) {
    const message = `must be later in the day than ${reminder.from}`;
    flaws.push({ path: 'reminder.until', message, rule: 'SZ-13' });
  }
  return flaws;
}

/** A default rating opens no work order (SZ-17b). */
function workOrderFlaws({ workOrder, defaultLevel }: Partial<RulePack>): Flaw[] {
  const flaws: Flaw[] = [];
  if (workOrder === undefined) return flaws;
  const { negativeUpTo, due, nearlyDueDays } = workOrder;
  if (defaultLevel !== undefined && negativeUpTo >= defaultLevel) {
    const message = `must be below the default level ${defaultLevel}, which opens no work order`;
    flaws.push({ path: 'workOrder.negativeUpTo', message, rule: 'SZ-17b' });
  }
  if (nearlyDueDays >= due.days) {
    const message = `must be fewer than the ${due.days} days to deal with it`;
    flaws.push({ path: 'workOrder.nearlyDueDays', message, rule: 'SZ-21b' });
  }
  return flaws;
}
