import { flushSync } from 'react-dom';
import type { Clock } from '../../protocol/index.ts';
import type { Screen } from './screen/state.ts';

/** The disk has mostly answered before; what was pressed is seen pressed until then. */
const DISK_MS = 120;

export interface Canvas {
  /** Draws the newest. */
  render(): void;
  /** What stands there is about to go, and takes no answer. */
  tellBusy(isBusy: boolean): void;
}

/**
 * When a screen is drawn: at once, because somebody waits for it, and once for all that happens in
 * one task. What only says that the disk is waited for is left out unless that takes long: a slow
 * device would draw it while the citizen waits for the next.
 */
export class Drawing {
  private readonly clock: Clock;
  private readonly canvas: Canvas;
  private shown: Screen | null = null;
  private isDue = false;
  private cancelWait: (() => void) | null = null;

  constructor(clock: Clock, canvas: Canvas) {
    this.clock = clock;
    this.canvas = canvas;
  }

  /** Something has changed; the newest is rendered. */
  show(screen: Screen): void {
    if (isBeingWritten(screen)) {
      if (this.cancelWait !== null) return;
      this.canvas.tellBusy(true);
      this.cancelWait = this.clock.after(DISK_MS, () => this.draw());
      return;
    }
    const isAnother = screen !== this.shown || this.cancelWait !== null;
    this.endWait();
    this.shown = screen;
    // What lies around the screen takes its turn.
    if (isAnother) this.drawSoon();
    else this.canvas.render();
  }

  private drawSoon(): void {
    if (this.isDue) return;
    this.isDue = true;
    queueMicrotask(() => {
      this.isDue = false;
      this.draw();
    });
  }

  private endWait(): void {
    this.cancelWait?.();
    this.cancelWait = null;
  }

  private draw(): void {
    this.endWait();
    flushSync(() => this.canvas.render());
    this.canvas.tellBusy(false);
  }
}

function isBeingWritten(screen: Screen): boolean {
  return screen.kind === 'chosen' && (!screen.held || screen.releasing);
}
