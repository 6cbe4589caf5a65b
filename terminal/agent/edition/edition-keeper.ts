import type { Clock, EditionFact, EditionRefusal, WantedEdition } from '../../../protocol/index.ts';
import type { Log } from '../log.ts';
import type { EditionFolder } from './edition-folder.ts';
import { EditionError, type FetchOptions, fetchEdition } from './fetch-edition.ts';

const FETCH_AGAIN_MS = 60_000;

export interface EditionKeeperOptions {
  folder: EditionFolder;
  hubUrl: string;
  clock: Clock;
  log: Log;
  /** What is served, runs or is refused has changed. */
  onChange: (fact: EditionFact) => void;
  fetchEdition?: (options: FetchOptions) => Promise<void>;
}

/**
 * Serves the app that the hub wants here. A new one is fetched beside the old and takes its place
 * at once and whole; the page takes it when nobody is there. The old one stays until the new page
 * has spoken, and is served again when the screen falls silent before that.
 */
export class EditionKeeper {
  private readonly options: EditionKeeperOptions;
  private wanted: WantedEdition | null = null;
  private fetching: AbortController | null = null;
  private cancelRetry: () => void = () => {};
  private troubled: EditionRefusal | null = null;
  private bundle: string | null = null;
  private told = '';

  constructor(options: EditionKeeperOptions) {
    this.options = options;
  }

  start(): void {
    this.options.folder.start();
    this.wanted = this.options.folder.state.current;
  }

  stop(): void {
    this.cancelRetry();
    this.fetching?.abort();
    this.fetching = null;
  }

  /** Folders in which the page's files are looked for, the served one first. */
  get folders(): string[] {
    const { folder } = this.options;
    const { current, previous } = folder.state;
    const both = [folder.folderOf(current), folder.folderOf(previous)];
    return current === null && previous === null ? both.slice(0, 1) : both;
  }

  get fact(): EditionFact {
    const { current, refused } = this.options.folder.state;
    const { wanted } = this;
    const reason = isSame(refused?.wanted, wanted) ? (refused?.reason ?? null) : this.troubled;
    return {
      runs: this.running?.edition ?? null,
      serves: current?.edition ?? null,
      refused: wanted === null || reason === null ? null : { edition: wanted.edition, reason },
    };
  }

  /** What the hub wants here; null: what came with the agent. */
  want(wanted: WantedEdition | null): void {
    if (isSame(wanted, this.wanted) && (this.fetching !== null || this.isServed)) return;
    this.stop();
    this.troubled = null;
    this.wanted = wanted;
    void this.provide();
    this.tell();
  }

  /** @param bundle path of the script that the page runs, below the app's folder */
  heard(bundle: string | undefined): void {
    this.bundle = bundle ?? null;
    const { folder, log } = this.options;
    const { current, onTrial } = folder.state;
    if (onTrial && bundle !== undefined && folder.holds(current, bundle)) {
      folder.keep({ onTrial: false });
      folder.prune();
      log.info({ edition: current?.edition ?? null }, 'edition runs');
    }
    this.tell();
  }

  /** The screen says nothing any more. If a new page was to speak, it never did: the old again. */
  silent(): void {
    this.bundle = null;
    const { folder, log } = this.options;
    const { current, previous, onTrial } = folder.state;
    if (!onTrial) return;
    const refused = current && ({ wanted: current, reason: 'neverStarted' } as const);
    folder.keep({ current: previous, previous: null, onTrial: false, refused });
    log.error({ edition: current?.edition ?? null }, 'edition never started: back to the old');
    this.tell();
  }

  private get isServed(): boolean {
    return isSame(this.options.folder.state.current, this.wanted);
  }

  private get running(): WantedEdition | null {
    const { folder } = this.options;
    const { current, previous } = folder.state;
    const { bundle } = this;
    if (bundle === null || folder.holds(current, bundle)) return bundle === null ? null : current;
    return previous !== null && folder.holds(previous, bundle) ? previous : null;
  }

  private async provide(): Promise<void> {
    const { wanted } = this;
    const { folder, log, clock } = this.options;
    const { refused } = folder.state;
    if (this.isServed || (refused !== null && isSame(refused.wanted, wanted))) return;
    try {
      if (wanted !== null && !folder.has(wanted)) await this.fetch(wanted);
      if (wanted === this.wanted) this.serve(wanted);
    } catch (error) {
      if (wanted !== this.wanted || wanted === null) return;
      const reason = error instanceof EditionError ? error.reason : 'notKept';
      log.warn({ edition: wanted.edition, reason, error: String(error) }, 'edition refused');
      if (reason === 'unreachable' || reason === 'notKept') {
        this.troubled = reason;
        this.cancelRetry = clock.after(FETCH_AGAIN_MS, () => void this.provide());
      } else {
        folder.keep({ refused: { wanted, reason } });
      }
      this.tell();
    }
  }

  private async fetch(wanted: WantedEdition): Promise<void> {
    const { folder, hubUrl } = this.options;
    const present = folder.folderOf(folder.state.current);
    const fetching = new AbortController();
    this.fetching = fetching;
    const { signal } = fetching;
    try {
      const get = this.options.fetchEdition ?? fetchEdition;
      await get({ hubUrl, wanted, into: folder.folderOf(wanted), present, signal });
    } finally {
      if (this.fetching === fetching) this.fetching = null;
    }
  }

  private serve(wanted: WantedEdition | null): void {
    const { folder, log } = this.options;
    this.troubled = null;
    const { current } = folder.state;
    folder.keep({ current: wanted, previous: current, onTrial: true, refused: null });
    log.info({ edition: wanted?.edition ?? null }, 'edition served');
    this.tell();
  }

  private tell(): void {
    const { fact } = this;
    const told = JSON.stringify(fact);
    if (told === this.told) return;
    this.told = told;
    this.options.onChange(fact);
  }
}

function isSame(a: WantedEdition | null | undefined, b: WantedEdition | null | undefined): boolean {
  return a?.digest === b?.digest;
}
