import { languageSpoken } from '../../words/say.ts';

/** A calendar day as people say it, e.g. 11月29日. */
export function dayInWords(day: string): string {
  const wording = { month: 'long', day: 'numeric', timeZone: 'UTC' } as const;
  const at = Date.parse(`${day}T00:00:00Z`);
  return new Intl.DateTimeFormat(languageSpoken(), wording).format(at);
}
