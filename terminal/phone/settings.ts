import { languageOf } from './words/speech.tsx';
import type { Language } from './words/words.ts';

/** How this citizen reads: language and size of letters, told to the document and to the page. */
export class Settings {
  private readonly document: HTMLElement;
  private readonly listeners = new Set<() => void>();
  private current: { language: Language; isElder: boolean };

  constructor(document: HTMLElement, wishes: readonly string[]) {
    this.document = document;
    this.current = { language: languageOf(wishes), isElder: false };
    this.apply();
  }

  get language(): Language {
    return this.current.language;
  }

  /** The same object until something changes. */
  readonly snapshot = () => this.current;

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  change(change: Partial<Settings['current']>): void {
    this.current = { ...this.current, ...change };
    this.apply();
    for (const listener of this.listeners) listener();
  }

  private apply(): void {
    const { language, isElder } = this.current;
    this.document.lang = language;
    this.document.toggleAttribute('data-elder', isElder);
  }
}
