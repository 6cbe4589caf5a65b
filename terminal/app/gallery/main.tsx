import { createRoot } from 'react-dom/client';
import type { Clock } from '../../../protocol/index.ts';
import { ScreenView } from '../screen/views/ScreenView.tsx';
import '../fonts/index.ts';
import '../style/index.ts';
import { NOW, PREVIEWS } from './previews.ts';

/** `?preview=<state>` shows one screen; without it, the list of all. Not part of the product. */
const stopped: Clock = {
  now: () => Date.parse('2026-11-22T10:32:00+08:00'),
  monotonic: () => NOW,
  after: () => () => {},
};

const SPEAKING = { say: () => {}, stop: () => {}, headphones: false };

const root = createRoot(document.getElementById('screen') ?? document.body);

function draw(): void {
  const name = new URLSearchParams(location.search).get('preview') ?? '';
  const preview = PREVIEWS[name];
  // Who looks waits for a language that is still being fetched.
  document.documentElement.dataset.wanted = preview?.state.presentation.language ?? '';
  root.render(
    preview ? (
      <ScreenView
        key={name}
        {...preview}
        clock={stopped}
        voice={SPEAKING}
        onCalibrated={() => {}}
        onUnlock={() => {}}
        onExport={() => {}}
        act={() => {}}
        choose={() => {}}
        onEnrolAgain={() => {}}
        onEnrolAnew={() => {}}
      />
    ) : (
      <ul>
        {Object.keys(PREVIEWS).map((each) => (
          <li key={each}>
            <a href={`?preview=${each}`}>{each}</a>
          </li>
        ))}
      </ul>
    ),
  );
}

window.addEventListener('popstate', draw);
draw();
