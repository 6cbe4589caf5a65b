import { type Decoded, decode, type Rating, RatingSchema } from '../../../protocol/index.ts';
import type { Command } from '../port.ts';

/** A rating whose payload lies in the batch's bytes, ending at `end`. */
export type PackedRating = {
  kind: 'packed';
  terminalId: string;
  receivedAt: number;
  end: number;
  /** It passed the schema on the main side, which has time to spare; the writer has none. */
  readable: boolean;
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

/** A rating as the writer has it: its payload, and what that says. */
export type ReadRating = Command<'rating.receive'> & { decoded: Decoded<Rating> };
export type WriterCommand = Exclude<Command, { kind: 'rating.receive' }> | ReadRating;

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
    const { terminalId, receivedAt, payload } = command;
    bytes.set(payload, end);
    end += payload.byteLength;
    const readable = decode(payload, RatingSchema).ok;
    return { kind: 'packed' as const, terminalId, receivedAt, end, readable };
  });
  return { type: 'batch', id, at, commands: packed, bytes: bytes.buffer };
}

export function unpackBatch({ commands, bytes }: Batch): WriterCommand[] {
  let start = 0;
  return commands.map((command) => {
    if (command.kind !== 'packed') return command;
    const payload = new Uint8Array(bytes, start, command.end - start);
    start = command.end;
    const { terminalId, receivedAt, readable } = command;
    const decoded = readable ? readAgain(payload) : decode(payload, RatingSchema);
    return { kind: 'rating.receive', terminalId, receivedAt, payload, decoded };
  });
}

/** What passed the schema a moment ago in the other thread needs only to be parsed. */
function readAgain(payload: Uint8Array): Decoded<Rating> {
  const text = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('utf8');
  const message = JSON.parse(text) as Rating;
  return { ok: true, message, raw: message };
}
