import { Mark } from '../../app/screen/parts/Mark.tsx';
import type { Screen } from '../machine.ts';
import { Heading } from '../parts/Heading.tsx';
import { useSpeech } from '../words/speech.tsx';

/** The same thanks for all five levels; the hub has the rating. */
export function ThanksView({ screen }: { screen: Extract<Screen, { kind: 'thanks' }> }) {
  const { receiptCode, handlingDays } = screen;
  const { say } = useSpeech();
  return (
    <section className="message">
      <Mark kind="done" />
      <Heading>{say('thanks')}</Heading>
      <p>
        {handlingDays === null ? say('thanksBody') : say('thanksHandling', { days: handlingDays })}
      </p>
      <p className="receipt">
        {say('receipt')} <strong className="digits">{receiptCode}</strong>
      </p>
    </section>
  );
}
