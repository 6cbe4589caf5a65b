import type { Sent } from './machine.ts';

/**
 * What this phone keeps of one link: the rating until the hub has it, its receipt code after. Both
 * in the browser's own storage; where that is refused (private windows), the page says so.
 */
export class Shelf {
  private readonly name: string;
  private readonly storage: () => Storage;

  /** `token`: of the link, so that two links on one phone do not meet. */
  constructor(token: string, storage: () => Storage) {
    this.name = `haochaping ${token}`;
    this.storage = storage;
  }

  /** Whether it is kept for the next visit. */
  keep(sent: Sent): boolean {
    return this.write({ sent });
  }

  /** The hub has it; nothing of what was said stays on the phone. */
  settle(receiptCode: string): void {
    this.write({ receiptCode });
  }

  clear(): void {
    try {
      this.storage().removeItem(this.name);
    } catch {
      // Then there was nothing either.
    }
  }

  get pending(): Sent | null {
    return this.read().sent ?? null;
  }

  get receiptCode(): string | null {
    return this.read().receiptCode ?? null;
  }

  private read(): { sent?: Sent; receiptCode?: string } {
    try {
      return JSON.parse(this.storage().getItem(this.name) ?? '{}');
    } catch {
      return {};
    }
  }

  private write(content: object): boolean {
    try {
      this.storage().setItem(this.name, JSON.stringify(content));
      return true;
    } catch {
      return false;
    }
  }
}
