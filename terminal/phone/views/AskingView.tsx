import type { Event, Screen } from '../machine.ts';
import { Heading } from '../parts/Heading.tsx';
import { Levels } from '../parts/Levels.tsx';
import { Matter } from '../parts/Matter.tsx';
import { useSpeech } from '../words/speech.tsx';

const QUESTIONS = {
  receipt: 'askReceipt',
  completion: 'askCompletion',
  consultation: 'askConsultation',
} as const;

/** The matter above, the five levels below, nothing preselected (SZ-04). */
export function AskingView(props: {
  screen: Extract<Screen, { kind: 'asking' }>;
  act: (event: Event) => void;
}) {
  const { screen, act } = props;
  const { view, draft } = screen;
  const { say, language } = useSpeech();
  const day = new Intl.DateTimeFormat(language, {
    month: 'long',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(`${view.lastDay}T00:00:00Z`));
  return (
    <>
      <Heading>{draft.level === null ? say(QUESTIONS[view.stage]) : say('askAgain')}</Heading>
      <Matter view={view} />
      <Levels
        size="rows"
        legend={say('levels')}
        isLegendUnseen
        chosen={draft.level}
        onChoose={(level) => act({ kind: 'level', level })}
      />
      {view.linkedCases && (
        <button type="button" className="button" onClick={() => act({ kind: 'oneByOne' })}>
          {say('themeOneByOne')}
        </button>
      )}
      <p className="quiet">
        {say('voluntary')} {say('lastDay', { day })}
      </p>
    </>
  );
}
