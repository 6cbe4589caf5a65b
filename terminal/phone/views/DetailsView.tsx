import { LIMITS } from '../../../protocol/limits.ts';
import type { TagIndicator } from '../../../protocol/tags.ts';
import { Face } from '../../app/screen/parts/Face.tsx';
import { indicatorLevel, isNegativeDraft, isSayingSomething, tagsFor } from '../draft.ts';
import type { Event, Screen } from '../machine.ts';
import { Heading } from '../parts/Heading.tsx';
import { Levels } from '../parts/Levels.tsx';
import { Linked } from '../parts/Linked.tsx';
import { Tags } from '../parts/Tags.tsx';
import { useSpeech } from '../words/speech.tsx';

interface DetailsProps {
  screen: Extract<Screen, { kind: 'details' }>;
  act: (event: Event) => void;
}

/** What was chosen, and all that may refine it; the same after every level (SZ-04, SZ-11). */
export function DetailsView(props: DetailsProps & { onSubmit: () => void }) {
  const { screen, act, onSubmit } = props;
  const { view, draft, notTaken } = screen;
  const { say } = useSpeech();
  const isReady = isSayingSomething(draft);
  const indicators = view.indicators.filter((one) => one !== 'overall');
  return (
    <>
      <Chosen {...props} />
      {isNegativeDraft(draft) && (
        <p className="note">{say('handling', { days: view.handlingWorkingDays })}</p>
      )}
      {view.linkedCases && (
        <Linked
          cases={view.linkedCases}
          rated={draft.linked}
          isOpen={draft.level === null}
          onRate={(caseNo, level) => act({ kind: 'linked', caseNo, level })}
          onTag={(caseNo, code) => act({ kind: 'linkedTag', caseNo, code })}
        />
      )}
      {draft.level !== null &&
        indicators.map((one) => <Indicator key={one} {...props} indicator={one} />)}
      <FreeText {...props} />
      <p className="quiet">{say('privacy')}</p>
      <footer className="submit">
        {notTaken && <p role="alert">{say('notTaken')}</p>}
        {!isReady && <p role="status">{say('nothingYet')}</p>}
        <button
          type="button"
          className="button strong"
          aria-disabled={!isReady || undefined}
          onClick={() => isReady && onSubmit()}
        >
          {say('submit')}
        </button>
      </footer>
    </>
  );
}

function Chosen({ screen: { draft }, act }: DetailsProps) {
  const { say, levelName } = useSpeech();
  const { level } = draft;
  return (
    <section className="chosen" data-level={level ?? undefined}>
      {level !== null && <Face level={level} />}
      <Heading>
        {level === null ? (
          say('youRateOneByOne')
        ) : (
          <>
            <span className="chosen-lead">{say('youChose')}</span> {levelName(level)}
          </>
        )}
      </Heading>
      <button type="button" className="button" onClick={() => act({ kind: 'revise' })}>
        {say('revise')}
      </button>
    </section>
  );
}

function Indicator({ screen, act, indicator }: DetailsProps & { indicator: TagIndicator }) {
  const { draft } = screen;
  const { say } = useSpeech();
  return (
    <section className="indicator">
      <Levels
        size="strip"
        legend={`${say(indicator)} · ${say('optional')}`}
        chosen={indicatorLevel(draft, indicator)}
        onChoose={(level) => act({ kind: 'indicator', indicator, level })}
      />
      <Tags
        tags={tagsFor(draft, indicator)}
        chosen={draft.tags}
        onToggle={(code) => act({ kind: 'tag', code })}
      />
    </section>
  );
}

/** By the phone's own keyboard. */
function FreeText({ screen: { draft }, act }: DetailsProps) {
  const { say } = useSpeech();
  const count = [...draft.text].length;
  return (
    <section className="text">
      <label htmlFor="text">{`${say('text')} · ${say('optional')}`}</label>
      <textarea
        id="text"
        rows={3}
        value={draft.text}
        placeholder={say('textHint')}
        aria-describedby="text-count"
        onChange={(event) => act({ kind: 'text', text: event.target.value })}
      />
      <p id="text-count" className="digits">
        <span aria-hidden="true">{`${count}/${LIMITS.ratingText}`}</span>
        <span className="unseen">{say('textCount', { count, limit: LIMITS.ratingText })}</span>
      </p>
    </section>
  );
}
