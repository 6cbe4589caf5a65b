import { describe, expect, it } from 'vitest';
import { GuardedConnection, type Wire } from './guard.ts';
import type { ScanFault } from './scanner.ts';

const CONNECT = Buffer.from([0x10, 3, 1, 2, 3]);
const PUBLISH = Buffer.from([0x32, 6, 1, 2, 3, 4, 5, 6]);

function guarded(delayMs: (packets: number) => number = () => 0) {
  const faults: ScanFault[] = [];
  const calls: string[] = [];
  const written: Buffer[] = [];
  let give: (chunk: Buffer) => void = () => {};
  let wake: (() => void) | undefined;
  const wire: Wire = {
    address: 'test',
    open: ({ onBytes }) => {
      give = onBytes;
    },
    write(chunk, done) {
      written.push(chunk);
      done();
    },
    pause: () => void calls.push('pause'),
    resume: () => void calls.push('resume'),
    end: () => void calls.push('end'),
    destroy: () => void calls.push('destroy'),
  };
  const connection = new GuardedConnection({
    wire,
    delayMs,
    onFault: (fault) => faults.push(fault),
    after: (_, run) => {
      wake = run;
      return () => {
        wake = undefined;
      };
    },
  });
  connection.on('error', () => {});
  connection.open();
  return { connection, calls, faults, written, give: (b: Buffer) => give(b), wake: () => wake?.() };
}

describe('the guarded connection', () => {
  it('hands out a packet that came in many pieces as one', () => {
    const { connection, give } = guarded();
    for (const byte of Buffer.concat([CONNECT, PUBLISH])) give(Buffer.from([byte]));
    expect(connection.read()).toEqual(Buffer.concat([CONNECT, PUBLISH]));
    expect(connection.read()).toBeNull();
  });

  it('never shows the broker a packet that is too long', () => {
    const { connection, give, faults, calls } = guarded();
    give(CONNECT);
    connection.read();
    give(Buffer.from([0x32, 0xff, 0xff, 0xff, 0x7f]));
    expect(connection.read()).toBeNull();
    expect(faults).toMatchObject([{ reason: 'oversized' }]);
    expect(connection.destroyed).toBe(true);
    expect(calls).toContain('destroy');
  });

  it('reads no further until the delay has passed', () => {
    const { connection, give, calls, wake } = guarded((packets) => (packets > 1 ? 50 : 0));
    give(Buffer.concat([CONNECT, PUBLISH]));
    expect(calls.at(-1)).toBe('pause');
    connection._read();
    expect(calls.at(-1)).toBe('pause');
    wake();
    expect(calls.at(-1)).toBe('resume');
  });

  it('stops reading for good at a graceful stop, and still writes', () => {
    const { connection, calls, written } = guarded();
    connection.stopReading();
    connection._read();
    expect(calls).toEqual(['pause']);
    connection.write(Buffer.from('receipt'));
    expect(written).toHaveLength(1);
  });

  it('joins the small pieces of a packet into one write', () => {
    const { connection, written } = guarded();
    connection.cork();
    for (const piece of ['a', 'b', 'c']) connection.write(Buffer.from(piece));
    connection.uncork();
    expect(written.map(String)).toEqual(['abc']);
  });
});
