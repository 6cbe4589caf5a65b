import { say } from '../../words/say.ts';
import { HubSign } from '../parts/HubSign.tsx';
import { Mark } from '../parts/Mark.tsx';
import { Title } from '../parts/Title.tsx';
import { whatHappens } from '../parts/what-happens.ts';
import type { ViewProps } from './view.ts';

/** The same thanks for all five levels, and only after the rating is on disk. */
export function ThanksView({ screen, surroundings }: ViewProps<'thanks'>) {
  const { receiptCode } = screen;
  const away = surroundings.hub === 'away' && receiptCode === null;
  return (
    <main className="page message">
      <Mark kind="done" />
      <div className="message-words">
        <Title className="message-title">{say('thanks')}</Title>
        <p className="message-lead">{away ? say('thanksOffline') : say('thanksKept')}</p>
        <p className="message-more digits">{whatHappens(screen)}</p>
        <p className="receipt" role="status" data-here={receiptCode !== null || undefined}>
          <span className="receipt-name">{say('receipt')}</span>
          <span className="receipt-code digits">{receiptCode ?? ' '}</span>
        </p>
      </div>
      {!away && <HubSign surroundings={surroundings} />}
    </main>
  );
}
