import { Fragment, useState } from 'react';
import type { Level } from '../../../protocol/index.ts';
import { LIMITS } from '../../../protocol/limits.ts';
import type { LinkedDetail } from '../../linked-rating.ts';
import { type OpenView, tagsForLinked } from '../draft.ts';
import { useSpeech } from '../words/speech.tsx';
import { Levels } from './Levels.tsx';
import { Tags } from './Tags.tsx';

/** Three hundred rows of faces at once would keep a small phone busy. */
const SHOWN_AT_FIRST = 10;

/** The cases of a theme, each by itself; what is left blank goes with the whole (SZ-20b). */
export function Linked(props: {
  cases: NonNullable<OpenView['linkedCases']>;
  rated: readonly LinkedDetail[];
  isOpen: boolean;
  onRate: (caseNo: string, level: Level) => void;
  onTag: (caseNo: string, code: string) => void;
}) {
  const { cases, rated, isOpen, onRate, onTag } = props;
  const { say } = useSpeech();
  const [shown, setShown] = useState(SHOWN_AT_FIRST);
  const done = rated.length;
  return (
    <details className="linked" open={isOpen}>
      <summary>
        {say('linked')}{' '}
        <span className="digits">{say('linkedDone', { done, count: cases.length })}</span>
      </summary>
      {done >= LIMITS.linkedRatings && (
        <p role="status">{say('linkedFull', { most: LIMITS.linkedRatings })}</p>
      )}
      {cases.slice(0, shown).map(({ caseNo, item }) => {
        const own = rated.find((one) => one.caseNo === caseNo);
        return (
          <Fragment key={caseNo}>
            <Levels
              size="strip"
              legend={item.name}
              chosen={own?.level ?? null}
              onChoose={(level) => onRate(caseNo, level)}
            />
            {own && (
              <Tags
                tags={tagsForLinked(own.level)}
                chosen={own.tags}
                onToggle={(code) => onTag(caseNo, code)}
              />
            )}
          </Fragment>
        );
      })}
      {shown < cases.length && (
        <button type="button" className="button" onClick={() => setShown(shown + SHOWN_AT_FIRST)}>
          {say('linkedMore')}
        </button>
      )}
    </details>
  );
}
