import { createRoot } from 'react-dom/client';
import { systemClock } from '../link/clock.ts';
import { openDatabase, readKept } from './outbox/database.ts';
import { guardKiosk } from './screen/kiosk.ts';
import type { Language } from './screen/presentation.ts';
import { INITIAL_STATE } from './screen/state.ts';
import { ScreenView } from './screen/views/ScreenView.tsx';
import './fonts/index.ts';
import './style/index.ts';
import { showInMm } from './millimetres.ts';
import { onlyPage } from './only-page.ts';
import { EMPTY_SURROUNDINGS } from './surroundings.ts';
import { Terminal } from './terminal.ts';
import { lookForUpdate, watchForUpdates } from './update.ts';
import type { Speech } from './voice/speech.ts';

/** Composition root of the page: nothing else constructs parts. */
const clock = systemClock;
const root = createRoot(document.getElementById('screen') ?? document.body);
let speech: Speech | null = null;
let language: Language = INITIAL_STATE.presentation.language;
const draw = (state = INITIAL_STATE, surroundings = EMPTY_SURROUNDINGS, terminal?: Terminal) =>
  root.render(
    <ScreenView
      state={state}
      surroundings={surroundings}
      clock={clock}
      voice={speech?.voice ?? null}
      act={(event) => terminal?.act(event)}
      choose={(level, input) => terminal?.choose(level, input)}
      onEnrolAgain={() => terminal?.askForEnrolment()}
      onEnrolAnew={() => void terminal?.enrolAnew()}
      onUnlock={(pin) => void terminal?.care.unlock(pin)}
      onExport={() => void terminal?.care.exportRatings()}
      onCalibrated={(pixelsPerMm) => void terminal?.calibrate(pixelsPerMm)}
    />,
  );

let drawAgain: () => void = () => {};

async function begin(): Promise<void> {
  draw();
  // Not on the first screen, and a device that cannot speak goes on without.
  const speaking = import('./voice/speech.ts').catch(() => null);
  guardKiosk();
  await onlyPage(() => draw({ ...INITIAL_STATE, screen: { kind: 'elsewhere' } }));
  void navigator.storage?.persist?.();
  const database = await openDatabase(undefined, () => location.reload());
  showInMm((await readKept(database, 'pixelsPerMm')) ?? null);
  const terminal: Terminal = new Terminal({
    database,
    clock,
    bootId: crypto.randomUUID(),
    appVersion: __APP_VERSION__,
    bundle: new URL(import.meta.url).pathname.slice(1),
    onServed: lookForUpdate,
    onChange: (state, surroundings) => {
      language = state.presentation.language;
      drawAgain = () => draw(state, surroundings, terminal);
      drawAgain();
    },
    onHeadphones: (areIn) => speech?.tell(areIn),
  });
  // The screen does not wait for its voice.
  void speaking.then((spoken) => {
    if (spoken === null) return;
    speech = new spoken.Speech({
      devices: navigator.mediaDevices,
      language: () => language,
      onHeadphones: (areIn) => terminal.act({ kind: 'headphones', areIn }),
    });
    speech.start();
    drawAgain();
  });
  void watchForUpdates(clock, () => terminal.care.isQuiet());
  await terminal.start();
}

begin().catch((error: unknown) => {
  const why = error instanceof Error ? error.message : String(error);
  draw({ ...INITIAL_STATE, screen: { kind: 'needsService', why } });
  clock.after(60_000, () => location.reload());
});
