import type { SystemRating } from '../../protocol/index.ts';

export interface EntryError {
  path: string;
  message: string;
  rule?: string;
}

/** Which rule a field is about; the first part of its path below `body`. */
const RULE_OF_FIELD: Readonly<Record<string, string>> = {
  level: 'SZ-10',
  business: 'SZ-10',
  service: 'SZ-10',
  tags: 'SZ-11',
  text: 'SZ-11',
  linked: 'SZ-20b',
  channel: 'SZ-12',
  stage: 'SZ-18',
  displayOrder: 'SZ-04',
};

const CONSULTATION_CHANNELS: ReadonlySet<string> = new Set(['hotline', 'sms']);

/** What a rating that is well-formed may still not say. */
export function entryErrors({ body }: SystemRating): EntryError[] {
  const errors: EntryError[] = [];
  if (body.stage === 'consultation' && !CONSULTATION_CHANNELS.has(body.channel)) {
    const message = 'A consultation is rated by voice on the hotline, or by SMS.';
    errors.push({ path: 'body.channel', message, rule: 'SZ-15/19' });
  }
  if (body.stage !== 'completion' && body.linked !== undefined) {
    const message = 'Linked cases are rated with their theme at completion.';
    errors.push({ path: 'body.linked', message, rule: 'SZ-20b' });
  }
  return errors;
}

/** An error of the schema with the rule that its field is about. */
export function withRule(path: readonly PropertyKey[], message: string): EntryError {
  const [first, field] = path.map(String);
  const rule = first === 'body' && field !== undefined ? RULE_OF_FIELD[field] : undefined;
  const error = { path: path.map(String).join('.'), message };
  return rule === undefined ? error : { ...error, rule };
}
