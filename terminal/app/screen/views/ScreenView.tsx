import { useEffect } from 'react';
import { timingsOf } from '../flow.ts';
import { HOME_ZONE } from '../home-time.ts';
import { keyOfKeyboard } from '../keyboard.ts';
import { pressKey } from '../keys.ts';
import { isWarning } from '../machine.ts';
import { TimeContext } from '../parts/time.tsx';
import type { AskingScreen } from '../state.ts';
import { usePresentation } from '../use-presentation.ts';
import { useVoice } from '../use-voice.ts';
import { AskingView } from './AskingView.tsx';
import { ChosenView } from './ChosenView.tsx';
import { IdleView } from './IdleView.tsx';
import { LinkedView } from './LinkedView.tsx';
import { ElsewhereView, StartingView } from './MessageViews.tsx';
import { NotRatedView } from './NotRatedView.tsx';
import { PanelView } from './Panels.tsx';
import { ReenrolView } from './ReenrolView.tsx';
import { NeedsServiceView, PausedView } from './ServiceViews.tsx';
import { ThanksView } from './ThanksView.tsx';
import { UnenrolledView } from './UnenrolledView.tsx';
import type { ScreenViewProps } from './view.ts';

/** One view a state. */
export function ScreenView(props: ScreenViewProps) {
  const { state, surroundings, clock, act, choose } = props;
  usePresentation(state.presentation);
  useVoice(state, isWarning(state, clock.monotonic()), props.voice);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const key = keyOfKeyboard(event);
      if (key === null) return;
      event.preventDefault();
      pressKey(state, key, 'key', { act, choose });
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [state, act, choose]);
  const offsetMs = surroundings.clockOffsetMs;
  const timeZone = surroundings.configuration?.timeZone ?? HOME_ZONE;
  return (
    <TimeContext value={{ clock, offsetMs, timeZone }}>
      {state.panel === null ? viewOf(props) : <PanelView {...props} />}
    </TimeContext>
  );
}

function viewOf(props: ScreenViewProps) {
  const { state, surroundings, clock, act, choose } = props;
  const { screen, presentation } = state;
  const common = { surroundings, presentation, hasVoice: props.voice !== null, act, choose };
  const now = clock.monotonic();
  const moment = {
    isOpen: 'opensAt' in screen && now >= screen.opensAt,
    warns: isWarning(state, now),
  };
  switch (screen.kind) {
    case 'starting':
      return <StartingView />;
    case 'elsewhere':
      return <ElsewhereView />;
    case 'unenrolled':
      return <UnenrolledView {...common} screen={screen} onAgain={props.onEnrolAgain} />;
    case 'idle':
      return <IdleView {...common} screen={screen} />;
    case 'paused':
      return <PausedView {...common} screen={screen} />;
    case 'asking':
      return (
        <AskingView {...common} {...moment} key={screen.asking.prompt.promptId} screen={screen} />
      );
    case 'linked':
      return (
        <LinkedView
          {...common}
          {...moment}
          key={`${screen.index} ${screen.page}`}
          screen={screen}
        />
      );
    case 'chosen':
      return chosenOf({ ...common, ...moment, screen, undoMs: timingsOf(state).undoMs });
    case 'thanks':
      return <ThanksView {...common} screen={screen} />;
    case 'notRated':
      return <NotRatedView {...common} screen={screen} />;
    case 'needsService':
      return <NeedsServiceView {...common} screen={screen} isRefused={state.refused !== null} />;
    case 'reenrol':
      return <ReenrolView {...common} screen={screen} onEnrolAnew={props.onEnrolAnew} />;
  }
}

/** "您选择了" is said of what is on disk, and of nothing else. */
function chosenOf(props: Parameters<typeof ChosenView>[0]) {
  const { screen } = props;
  const choice = screen.held ? screen.choice : screen.before;
  if (choice !== null && choice.level !== null) {
    const isOpen = props.isOpen && screen.held && !screen.releasing;
    return <ChosenView {...props} screen={{ ...screen, choice }} isOpen={isOpen} />;
  }
  if (screen.held) return <ChosenView {...props} />;
  const { asking, opensAt, releaseAt } = screen;
  const asked: AskingScreen = {
    kind: 'asking',
    asking,
    touched: true,
    opensAt,
    deadline: releaseAt,
    revising: choice,
    failed: false,
  };
  return (
    <AskingView
      {...props}
      key={asking.prompt.promptId}
      screen={asked}
      isOpen={false}
      warns={false}
    />
  );
}
