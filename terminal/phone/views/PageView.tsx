import { useSyncExternalStore } from 'react';
import type { Screen } from '../machine.ts';
import { Bar } from '../parts/Bar.tsx';
import type { Settings } from '../settings.ts';
import type { Visit } from '../visit.ts';
import { SpeechContext, speaking } from '../words/speech.tsx';
import { AskingView } from './AskingView.tsx';
import { DetailsView } from './DetailsView.tsx';
import { AwayView, LoadingView, OverView, RefusedView, SendingView } from './MessageViews.tsx';
import { ThanksView } from './ThanksView.tsx';

/** One view a state. */
export function PageView(props: { screen: Screen; visit: Visit; settings: Settings }) {
  const { screen, visit, settings } = props;
  const { language } = useSyncExternalStore(settings.subscribe, settings.snapshot);
  return (
    <SpeechContext value={{ language, say: speaking(language) }}>
      <Bar settings={settings} />
      <main key={screen.kind}>{viewOf(screen, visit)}</main>
    </SpeechContext>
  );
}

function viewOf(screen: Screen, visit: Visit) {
  switch (screen.kind) {
    case 'loading':
      return <LoadingView />;
    case 'away':
      return <AwayView onRetry={() => visit.retry()} />;
    case 'over':
      return <OverView view={screen.view} ownReceipt={screen.ownReceipt} />;
    case 'asking':
      return <AskingView screen={screen} act={(event) => visit.act(event)} />;
    case 'details':
      return (
        <DetailsView
          screen={screen}
          act={(event) => visit.act(event)}
          onSubmit={() => visit.submit()}
        />
      );
    case 'sending':
      return <SendingView {...screen} onRetry={() => visit.retry()} />;
    case 'thanks':
      return <ThanksView screen={screen} />;
    case 'refused':
      return <RefusedView reason={screen.reason} />;
  }
}
