import { lazy, Suspense, useState } from 'react';
import { LIMITS } from '../../../../protocol/index.ts';
import { languageSpoken, say } from '../../words/say.ts';
import { Warning } from '../parts/Notice.tsx';
import type { ChosenProps } from './DetailsView.tsx';
import { StartingView } from './MessageViews.tsx';

const TextEntry = lazy(() => import('../../typing/TextEntry.tsx'));

/** The draft lives here and nowhere else: what is not done dies with the visit. */
export function WritingView({ screen, act, warns }: ChosenProps) {
  const touched = () => act({ kind: 'touched' });
  const [draft, setDraft] = useState(screen.choice.details.text);
  return (
    <Suspense fallback={<StartingView />}>
      <main className="page writing" onPointerDown={touched} onKeyDownCapture={touched}>
        <h1 className="writing-title">{say('writeTitle')}</h1>
        <TextEntry
          value={draft}
          onChange={setDraft}
          onDone={() => act({ kind: 'write', text: draft.trim() })}
          onBack={() => act({ kind: 'page', page: 'details' })}
          limit={LIMITS.ratingText}
          language={languageSpoken()}
          notice={warns && <Warning until={screen.releaseAt} keeps />}
        />
      </main>
    </Suspense>
  );
}
