import type { LiveRating } from '../store/port.ts';

type Listener = { onRating: (live: LiveRating) => void; onClose: () => void };

/** Ratings as they become durable, for those who watch. Keeps nothing. */
export class LiveFeed {
  private readonly listeners = new Set<Listener>();

  publish(live: LiveRating): void {
    for (const listener of this.listeners) listener.onRating(live);
  }

  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  get watching(): number {
    return this.listeners.size;
  }

  /** Ends every watcher's stream, so that a stop does not wait for them. */
  close(): void {
    for (const listener of [...this.listeners]) listener.onClose();
    this.listeners.clear();
  }
}
