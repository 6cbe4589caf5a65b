import { createRoot } from 'react-dom/client';
import { systemClock } from '../link/clock.ts';
import { Drawing } from './drawing.ts';
import { openDatabase, readKept, type TerminalDatabase } from './outbox/database.ts';
import { painted } from './painted.ts';
import { guardKiosk } from './screen/kiosk.ts';
import type { Language } from './screen/presentation.ts';
import { INITIAL_STATE } from './screen/state.ts';
import { ScreenView } from './screen/views/ScreenView.tsx';
import './link/no-eval.ts';
import './style/index.ts';
import { showInMm } from './millimetres.ts';
import { onlyPage } from './only-page.ts';
import { EMPTY_SURROUNDINGS } from './surroundings.ts';
import { Terminal } from './terminal.ts';
import { lookForUpdate, watchForUpdates } from './update.ts';
import type { Speech } from './voice/speech.ts';

/** A start that takes longer is told. */
const STARTING_MS = 1_000;

/** Composition root of the page: nothing else constructs parts. */
const clock = systemClock;
const place = document.getElementById('screen') ?? document.body;
const root = createRoot(place);
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

let drawAgain: () => void = () => draw();
const drawing = new Drawing(clock, {
  render: () => drawAgain(),
  tellBusy: (isBusy) => place.setAttribute('aria-busy', String(isBusy)),
});

async function begin(): Promise<void> {
  guardKiosk();
  await onlyPage(() => draw({ ...INITIAL_STATE, screen: { kind: 'elsewhere' } }));
  const opening = openDatabase(undefined, () => location.reload());
  // To say that it starts would keep a slow device from starting.
  clock.after(STARTING_MS, () => drawAgain());
  const terminal = await showTerminal(await opening);
  // The screen waits neither for the letters of every name nor for its voice.
  await painted(clock);
  void import('./fonts/index.ts');
  void startSpeech(terminal);
  void navigator.storage?.persist?.();
  void watchForUpdates(clock, () => terminal.care.isQuiet());
  await terminal.start();
}

async function showTerminal(database: TerminalDatabase): Promise<Terminal> {
  const inMm = readKept(database, 'pixelsPerMm').then((measured) => showInMm(measured ?? null));
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
      drawing.show(state.screen);
    },
    onHeadphones: (areIn) => speech?.tell(areIn),
  });
  await Promise.all([inMm, terminal.show()]);
  return terminal;
}

/** A device that cannot speak goes on without. */
async function startSpeech(terminal: Terminal): Promise<void> {
  const spoken = await import('./voice/speech.ts').catch(() => null);
  if (spoken === null) return;
  speech = new spoken.Speech({
    devices: navigator.mediaDevices,
    language: () => language,
    onHeadphones: (areIn) => terminal.act({ kind: 'headphones', areIn }),
  });
  speech.start();
  drawAgain();
}

begin().catch((error: unknown) => {
  const why = error instanceof Error ? error.message : String(error);
  draw({ ...INITIAL_STATE, screen: { kind: 'needsService', why } });
  clock.after(60_000, () => location.reload());
});
