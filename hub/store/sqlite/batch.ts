import type { Command } from '../port.ts';

/** A rating whose payload lies in the batch's bytes, ending at `end`. */
export type PackedRating = {
  kind: 'packed';
  terminalId: string;
  receivedAt: number;
  end: number;
};

/** What crosses to the writer thread. The bytes of all payloads are one transferred buffer. */
export interface Batch {
  type: 'batch';
  id: number;
  /** The hub's clock when the batch was handed over. */
  at: number;
  commands: (Exclude<Command, { kind: 'rating.receive' }> | PackedRating)[];
  bytes: ArrayBuffer;
}

/** A payload is often a slice of a large socket buffer; cloning it would copy that whole buffer. */
export function packBatch(id: number, at: number, commands: readonly Command[]): Batch {
  let length = 0;
  for (const command of commands) {
    if (command.kind === 'rating.receive') length += command.payload.byteLength;
  }
  const bytes = new Uint8Array(length);
  let end = 0;
  const packed = commands.map((command) => {
    if (command.kind !== 'rating.receive') return command;
    bytes.set(command.payload, end);
    end += command.payload.byteLength;
    const { terminalId, receivedAt } = command;
    return { kind: 'packed' as const, terminalId, receivedAt, end };
  });
  return { type: 'batch', id, at, commands: packed, bytes: bytes.buffer };
}

export function unpackBatch({ commands, bytes }: Batch): Command[] {
  let start = 0;
  return commands.map((command) => {
    if (command.kind !== 'packed') return command;
    const payload = new Uint8Array(bytes, start, command.end - start);
    start = command.end;
    const { terminalId, receivedAt } = command;
    return { kind: 'rating.receive', terminalId, receivedAt, payload };
  });
}
