import { lazy, Suspense } from 'react';
import { levelName, say } from '../../words/say.ts';
import { casesOf, LANGUAGES, LIST_ROWS } from '../keys.ts';
import { groupsOfFour } from '../parts/case-number.ts';
import { Face } from '../parts/Face.tsx';
import { Press } from '../parts/Press.tsx';
import { Tick } from '../parts/Tick.tsx';
import { Title } from '../parts/Title.tsx';
import type { Choice, State } from '../state.ts';
import { StartingView } from './MessageViews.tsx';
import { PanelFoot } from './PanelFoot.tsx';
import { ToolsPanel } from './ToolsPanel.tsx';
import type { ScreenViewProps } from './view.ts';

const SetupView = lazy(() => import('./SetupView.tsx'));
const MaintenanceView = lazy(() => import('./MaintenanceView.tsx'));

/** What lies over the screen; `null` where nothing does. */
export function PanelView(props: ScreenViewProps) {
  const { state, act, onCalibrated } = props;
  const close = () => act({ kind: 'panel', panel: null });
  switch (state.panel?.kind) {
    case 'languages':
      return <LanguagesPanel state={state} act={act} />;
    case 'tools':
      return <ToolsPanel {...props} />;
    case 'cases':
      return <CasesPanel state={state} page={state.panel.page} act={act} />;
    case 'setup':
      return (
        <Suspense fallback={<StartingView />}>
          <SetupView onCalibrated={onCalibrated} onClose={close} />
        </Suspense>
      );
    case 'maintenance':
      return (
        <Suspense fallback={<StartingView />}>
          <MaintenanceView
            {...state.panel}
            onUnlock={props.onUnlock}
            onExport={props.onExport}
            onCalibrate={() => act({ kind: 'panel', panel: { kind: 'setup' } })}
            onReenrol={state.refused === null ? null : () => act({ kind: 'openReenrol' })}
            onTouched={() => act({ kind: 'touched' })}
            onClose={close}
          />
        </Suspense>
      );
    default:
      return null;
  }
}

type PanelProps = Pick<ScreenViewProps, 'state' | 'act'>;
const OWN_NAMES = ['简体中文', '简体中文·简明', '繁體中文', 'English'];

/** Each language in its own name, so that who cannot read this one finds it. */
function LanguagesPanel({ state, act }: PanelProps) {
  const { language, simple } = state.presentation;
  return (
    <main className="page panel" onPointerDown={() => act({ kind: 'touched' })}>
      <Title className="question">{say('languageTitle')}</Title>
      <div className="choices">
        {LANGUAGES.map((each, index) => (
          <Press
            key={OWN_NAMES[index]}
            className="choice"
            lang={each.language}
            aria-pressed={each.language === language && each.simple === simple}
            onPress={() => act({ kind: 'present', change: each })}
          >
            {OWN_NAMES[index]}
            <Tick />
          </Press>
        ))}
      </div>
      <PanelFoot act={act} />
    </main>
  );
}

/** All cases that the rating is for, some at a time (SZ-20a, SZ-20b). */
function CasesPanel({ state, page, act }: PanelProps & { page: number }) {
  if (!('asking' in state.screen)) return null;
  const { prompt } = state.screen.asking;
  const isTheme = prompt.linkedCases !== undefined;
  const cases = casesOf(prompt);
  const count = prompt.batch?.count ?? cases.length;
  const pages = Math.max(1, Math.ceil(cases.length / LIST_ROWS));
  const turn = (to: number) => act({ kind: 'panel', panel: { kind: 'cases', page: to } });
  return (
    <main className="page panel" onPointerDown={() => act({ kind: 'touched' })}>
      <Title className="question digits">
        {say(isTheme ? 'linkedTitle' : 'casesTitle', { count })}
      </Title>
      <ol className="rows" start={page * LIST_ROWS + 1}>
        {cases.slice(page * LIST_ROWS, (page + 1) * LIST_ROWS).map((each, row) => (
          <li key={each.caseNo}>
            <CaseRow
              {...each}
              no={page * LIST_ROWS + row + 1}
              choice={choiceOf(state)}
              onPress={isTheme ? () => pick(page * LIST_ROWS + row) : null}
            />
          </li>
        ))}
      </ol>
      <PanelFoot act={act}>
        {pages > 1 && (
          <>
            <p className="notice digits">{say('pageOf', { page: page + 1, pages })}</p>
            <Press className="button" closed={page === 0} onPress={() => turn(page - 1)}>
              {say('previousPage')}
            </Press>
            <Press className="button" closed={page + 1 >= pages} onPress={() => turn(page + 1)}>
              {say('nextPage')}
            </Press>
          </>
        )}
      </PanelFoot>
    </main>
  );

  function pick(index: number): void {
    act({ kind: 'panel', panel: null });
    act({ kind: 'linkedCase', index });
  }
}

function CaseRow(props: {
  no: number;
  caseNo: string;
  name: string;
  choice: Choice | null;
  onPress: (() => void) | null;
}) {
  const { no, caseNo, name, choice, onPress } = props;
  const isLong = [...name].length > 30 || undefined;
  const level = choice?.details.linked.find((each) => each.caseNo === caseNo)?.level;
  const words = (
    <>
      <span className="row-no digits">{no}</span>
      <span className="row-name">{name}</span>
      <span className="row-case digits">{groupsOfFour(caseNo).join(' ')}</span>
      {level !== undefined && (
        <span className="row-level" data-level={level}>
          <Face level={level} />
          {levelName(level)}
        </span>
      )}
    </>
  );
  if (onPress === null)
    return (
      <div className="row" data-long={isLong}>
        {words}
      </div>
    );
  return (
    <Press className="row" data-long={isLong} onPress={onPress}>
      {words}
    </Press>
  );
}

function choiceOf({ screen }: State): Choice | null {
  if (screen.kind === 'linked') return screen.choice;
  return screen.kind === 'asking' ? screen.revising : null;
}
