import { lazy, Suspense } from 'react';
import { say } from '../../words/say.ts';
import { dayInWords } from '../parts/date.ts';
import { HubSign } from '../parts/HubSign.tsx';
import { Mark } from '../parts/Mark.tsx';
import { Press } from '../parts/Press.tsx';
import { Title } from '../parts/Title.tsx';
import type { ViewProps } from './view.ts';

const QrCode = lazy(() => import('../parts/QrCode.tsx'));

/** Nothing was recorded, and the other roads stay open until the last day (SZ-04, SZ-14c, SZ-17a). */
export function NotRatedView({ screen, surroundings, act }: ViewProps<'notRated'>) {
  const { lastDay, link } = screen.asking.prompt;
  const [dated, undated] =
    link === undefined ? (['laterUntil', 'later'] as const) : (['scanUntil', 'scan'] as const);
  return (
    <main className="page message">
      {link === undefined ? (
        <Mark kind="none" />
      ) : (
        <Suspense fallback={<span className="qr" />}>
          <QrCode text={link} />
        </Suspense>
      )}
      <div className="message-words">
        <Title className="message-title">{say(screen.ending)}</Title>
        <p className="message-lead digits">
          {lastDay === null ? say(undated) : say(dated, { day: dayInWords(lastDay) })}
        </p>
        {link !== undefined && (
          <Press className="button" onPress={() => act({ kind: 'close' })}>
            {say('finish')}
          </Press>
        )}
      </div>
      <HubSign surroundings={surroundings} />
    </main>
  );
}
