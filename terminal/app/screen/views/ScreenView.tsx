import { useEffect } from 'react';
import { keyHandler } from '../keys.ts';
import { isWarning } from '../machine.ts';
import { TimeContext } from '../parts/time.tsx';
import type { AskingScreen } from '../state.ts';
import { AskingView } from './AskingView.tsx';
import { ChosenView } from './ChosenView.tsx';
import { IdleView } from './IdleView.tsx';
import { ElsewhereView, NeedsServiceView, NotRatedView, StartingView } from './MessageViews.tsx';
import { ReenrolView } from './ReenrolView.tsx';
import { ThanksView } from './ThanksView.tsx';
import { UnenrolledView } from './UnenrolledView.tsx';
import type { ScreenViewProps, ViewProps } from './view.ts';

/** One view a state. */
export function ScreenView(props: ScreenViewProps) {
  const { state, surroundings, clock, act, choose } = props;
  useEffect(() => {
    const onKey = keyHandler(state.screen, { act, choose });
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [state.screen, act, choose]);
  const offsetMs = surroundings.clockOffsetMs;
  const timeZone = surroundings.configuration?.timeZone ?? 'Asia/Shanghai';
  return <TimeContext value={{ clock, offsetMs, timeZone }}>{viewOf(props)}</TimeContext>;
}

function viewOf(props: ScreenViewProps) {
  const { state, surroundings, clock, act, choose } = props;
  const { screen } = state;
  const common = { surroundings, act, choose };
  const now = clock.monotonic();
  switch (screen.kind) {
    case 'starting':
      return <StartingView />;
    case 'elsewhere':
      return <ElsewhereView />;
    case 'unenrolled':
      return <UnenrolledView {...common} screen={screen} onAgain={props.onEnrolAgain} />;
    case 'idle':
      return <IdleView {...common} screen={screen} />;
    case 'asking':
      return (
        <AskingView
          {...common}
          key={screen.asking.prompt.promptId}
          screen={screen}
          isOpen={now >= screen.opensAt}
          warns={isWarning(state, now)}
        />
      );
    case 'chosen':
      return chosenOf({ ...common, screen, now, undoMs: state.timings.undoMs });
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
function chosenOf(props: ViewProps<'chosen'> & { now: number; undoMs: number }) {
  const { screen, now } = props;
  const choice = screen.held ? screen.choice : screen.before;
  if (choice !== null) {
    const isOpen = screen.held && !screen.releasing && now >= screen.opensAt;
    return <ChosenView {...props} screen={{ ...screen, choice }} isOpen={isOpen} />;
  }
  const asked: AskingScreen = {
    kind: 'asking',
    asking: screen.asking,
    touched: true,
    opensAt: screen.opensAt,
    deadline: screen.releaseAt,
    revising: null,
    failed: false,
  };
  const { promptId } = screen.asking.prompt;
  return <AskingView {...props} key={promptId} screen={asked} isOpen={false} warns={false} />;
}
