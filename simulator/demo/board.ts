import type { Clock } from '../../protocol/index.ts';
import { HALL, ITEMS, PLACES, STAFF } from './hall.ts';
import type { DemoView, LogLine, PlaceView, RatingView } from './wire.ts';

const LOG_LINES = 60;
const RATINGS = 40;

/** What the page shows, in one place; every change goes to all who watch. */
export class Board {
  #clock: Clock;
  #watchers = new Set<(view: DemoView) => void>();
  #view: DemoView = {
    hub: { state: 'off', url: '' },
    hallName: HALL.name,
    places: PLACES.map(({ hint: _, ...place }) => ({
      ...place,
      agentUrl: '',
      terminalId: null,
      enrolment: 'waiting',
      connected: false,
      pending: null,
    })),
    items: ITEMS,
    staff: STAFF,
    heldRecords: 0,
    ratings: [],
    log: [],
  };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get view(): DemoView {
    return this.#view;
  }

  watch(watcher: (view: DemoView) => void): () => void {
    this.#watchers.add(watcher);
    watcher(this.#view);
    return () => this.#watchers.delete(watcher);
  }

  set(change: Partial<DemoView>): void {
    this.#view = { ...this.#view, ...change };
    for (const watcher of this.#watchers) watcher(this.#view);
  }

  setPlace(placeId: string, change: Partial<PlaceView>): void {
    const before = this.#view.places.find((place) => place.placeId === placeId);
    const same = Object.entries(change).every(([k, v]) => before?.[k as keyof PlaceView] === v);
    if (same) return;
    const places = this.#view.places.map((place) =>
      place.placeId === placeId ? { ...place, ...change } : place,
    );
    this.set({ places });
  }

  say(who: LogLine['who'], zh: string, en: string): void {
    const line = { at: this.#clock.now(), who, zh, en };
    this.set({ log: [line, ...this.#view.log].slice(0, LOG_LINES) });
  }

  /** Adds ratings, or puts what is newly known about one in its place. Newest stored first. */
  addRatings(ratings: RatingView[]): void {
    const byId = new Map(this.#view.ratings.map((rating) => [rating.eventId, rating]));
    for (const rating of ratings) byId.set(rating.eventId, rating);
    const all = [...byId.values()].sort((a, b) => b.storedAt - a.storedAt);
    this.set({ ratings: all.slice(0, RATINGS) });
  }
}
