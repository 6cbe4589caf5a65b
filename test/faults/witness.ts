import type { ReceiptEntry } from '../../protocol/index.ts';
import { terminalIdOf, windowNoOf } from './hall.ts';
import type { Said } from './terminal-words.ts';

export interface SeenTap {
  terminalId: string;
  caseNo: string;
  level: number | null;
  receipts: ReceiptEntry[];
}

/** Writes down what the terminals said, and what of it cannot be right. */
export class Witness {
  readonly taps = new Map<string, SeenTap>();
  readonly violations: string[] = [];

  hear(words: Said): void {
    if (words.kind === 'given') {
      const { eventId, caseNo, level, terminal } = words;
      const terminalId = terminalIdOf(terminal);
      this.taps.set(eventId, { terminalId, caseNo, level, receipts: [] });
    }
    if (words.kind === 'receipt') this.receipt(words);
    if (words.kind === 'asked' && words.windowNo !== windowNoOf(words.terminal)) {
      this.violations.push(`${words.terminalId} was asked for window ${words.windowNo}`);
    }
  }

  private receipt({ terminal, entry }: Extract<Said, { kind: 'receipt' }>): void {
    // A terminal that was killed may not have told of its tap.
    const tap = this.taps.get(entry.eventId ?? '');
    if (tap === undefined) return;
    if (tap.terminalId !== terminalIdOf(terminal)) {
      this.violations.push(`${terminalIdOf(terminal)} got a receipt of ${tap.terminalId}`);
    }
    tap.receipts.push(entry);
  }
}
