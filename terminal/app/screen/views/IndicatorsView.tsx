import { say } from '../../words/say.ts';
import { refinable } from '../details.ts';
import { LevelButtons } from '../parts/LevelButtons.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Press } from '../parts/Press.tsx';
import { Title } from '../parts/Title.tsx';
import type { ChosenProps } from './DetailsView.tsx';

/**
 * The indicators beside the overall one, each with its own five levels (SZ-11, SZ-18e). Larger
 * letters show one at a time.
 */
export function IndicatorsView(props: ChosenProps) {
  const { screen, surroundings, presentation, act, isOpen, warns } = props;
  const { details } = screen.choice;
  const all = refinable(screen.asking.prompt.stage);
  const isHere = (index: number) => index === screen.tagPage % all.length;
  const isPaged = presentation.large && all.length > 1;
  const shown = all.filter((_, index) => !isPaged || isHere(index));
  return (
    <main className="page indicators" onPointerDown={() => act({ kind: 'touched' })}>
      <Title className="question">{say('indicatorsTitle')}</Title>
      {shown.map((indicator) => (
        <section
          key={indicator}
          className="indicator"
          data-here={(screen.keyed && isHere(all.indexOf(indicator))) || undefined}
        >
          <h2 className="indicator-name">{say(`${indicator}Full`)}</h2>
          <LevelButtons
            chosen={details[indicator]}
            closed={!isOpen}
            legend={say(`${indicator}Full`)}
            onChoose={(level) => act({ kind: 'indicator', indicator, level })}
          />
        </section>
      ))}
      <footer className="foot">
        <Notice
          surroundings={surroundings}
          failed={screen.failed ? say('detailsFailed') : null}
          warnsUntil={warns ? screen.releaseAt : null}
          keeps
          calm=""
        />
        {isPaged && (
          <Press
            className="button"
            onPress={() => act({ kind: 'tagPage', page: (screen.tagPage + 1) % all.length })}
          >
            {say('nextIndicator')}
          </Press>
        )}
        <Press className="button strong" onPress={() => act({ kind: 'page', page: 'details' })}>
          {say('done')}
        </Press>
      </footer>
    </main>
  );
}
