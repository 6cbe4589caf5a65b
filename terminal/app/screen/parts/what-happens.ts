import { isNegative } from '../../../../protocol/index.ts';
import { say } from '../../words/say.ts';
import type { Asking, Choice } from '../state.ts';

/** After a negative level: by when somebody deals with it (SZ-21b). */
export function whatHappens({ choice, asking }: { choice: Choice; asking: Asking }): string {
  const { level, details } = choice;
  const said = [
    level,
    details.business,
    details.service,
    ...details.linked.map((one) => one.level),
  ];
  if (!said.some((each) => each !== null && isNegative(each))) return say('improves');
  const days = asking.prompt.handlingWorkingDays;
  return days === undefined ? say('handlingByRule') : say('handling', { days });
}
