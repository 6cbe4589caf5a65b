import type { Clock } from '../../protocol/index.ts';
import { Pty } from './pty.ts';

const ASK_PAPER = '100404';

/** A receipt printer on a real pty: keeps what it was sent and answers for its paper. */
export class ReceiptPrinter {
  /** `null`: one that does not know the question. */
  paper: 'there' | 'gone' | null = 'there';
  private received = Buffer.alloc(0);
  private readonly pty: Pty;

  constructor(options: { path: string; clock: Clock }) {
    const { path, clock } = options;
    this.pty = new Pty(path, { clock, onBytes: (bytes) => this.take(bytes) });
  }

  plug(): Promise<void> {
    return this.pty.plug();
  }

  close(): Promise<void> {
    return this.pty.close();
  }

  /** What is on the paper so far, commands and all, in hexadecimal. */
  get printed(): string {
    return this.received.toString('hex').replaceAll(ASK_PAPER, '');
  }

  private take(bytes: Uint8Array): void {
    this.received = Buffer.concat([this.received, bytes]);
    const asked = Buffer.from(bytes).toString('hex').includes(ASK_PAPER);
    if (!asked || this.paper === null) return;
    this.pty.write(Uint8Array.of(this.paper === 'there' ? 0x12 : 0x72));
  }
}
