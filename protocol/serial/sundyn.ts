/**
 * The dialect of an Android evaluator (public repository beango/zxclient): UTF-8 text, no checksum.
 * Over TCP `Snn||field||…||E`, over UDP `SnnfieldE`; a device says `RecvCmdOK` or `SnnOK`.
 */
export type SundynFrame =
  /** A command or an answer with its fields. */
  | { kind: 'frame'; number: string; fields: readonly string[] }
  /** `RecvCmdOK`, or `S04OK` and the like with the number of what was done. */
  | { kind: 'ok'; number: string | null }
  /** `SE`: is there an answer to the last question? */
  | { kind: 'poll' }
  /** Characters that make no frame. */
  | { kind: 'noise'; characters: number };

/** Longer ones are noise: names and a ticket fit many times. */
const MOST_CHARACTERS = 2_048;
const RECEIVED = 'RecvCmdOK';

/** `S02E` without fields, else `S04||111||E` (TCP) or `S04111E` (UDP). */
export function sundynText(number: string, fields: readonly string[], by: 'tcp' | 'udp'): string {
  if (fields.length === 0) return `${number}E`;
  return by === 'tcp' ? `${number}||${fields.join('||')}||E` : `${number}${fields.join(',')}E`;
}

export const sundynOk = (number: string, by: 'tcp' | 'udp') =>
  by === 'tcp' ? RECEIVED : `${number}OK`;

/** What a citizen pressed, as the device tells it. */
export interface SundynAnswer {
  card: string;
  key: string;
  /** How long the citizen took, in seconds. */
  seconds: string;
  /** `yyyy-MM-dd HH:mm:ss`, the device's own clock. */
  time: string;
}

/** `S02||card||key||NULL||seconds||time||||||1||||||||E` */
export function sundynAnswer({ card, key, seconds, time }: SundynAnswer): string {
  return `S02||${card}||${key}||NULL||${seconds}||${time}||||||1||||||||E`;
}

export function readSundynAnswer(fields: readonly string[]): SundynAnswer | null {
  const [card, key, , seconds = '', time = ''] = fields;
  return card === undefined || key === undefined ? null : { card, key, seconds, time };
}

/** Cuts a stream of the dialect into frames, however its packets were split or joined. */
export class SundynReader {
  private readonly decoder = new TextDecoder('utf-8');
  private waiting = '';

  /** Characters that may yet become a frame. */
  get rest(): number {
    return this.waiting.length;
  }

  take(chunk: Uint8Array): SundynFrame[] {
    this.waiting += this.decoder.decode(chunk, { stream: true });
    const frames: SundynFrame[] = [];
    let noise = 0;
    while (this.waiting !== '') {
      const found = frameAt(this.waiting);
      if (found === 'beginning') break;
      if (found === 'noise') {
        noise++;
        this.waiting = this.waiting.slice(1);
        continue;
      }
      if (noise > 0) frames.push({ kind: 'noise', characters: noise });
      noise = 0;
      frames.push(found.frame);
      this.waiting = this.waiting.slice(found.length);
    }
    if (noise > 0) frames.push({ kind: 'noise', characters: noise });
    return frames;
  }
}

/** One datagram holds whole frames only. */
export function readSundynDatagram(bytes: Uint8Array): SundynFrame[] {
  const text = new TextDecoder('utf-8').decode(bytes).trim();
  const lan = /^(S\d\d)(?!OK)(?!\|\|)([^|]*)E$/.exec(text);
  if (lan?.[1] !== undefined) {
    const fields = lan[2] === '' ? [] : [lan[2] ?? ''];
    return [{ kind: 'frame', number: lan[1], fields }];
  }
  const reader = new SundynReader();
  const frames = reader.take(new TextEncoder().encode(text));
  const rest = reader.rest;
  return rest === 0 ? frames : [...frames, { kind: 'noise', characters: rest }];
}

type Found = { frame: SundynFrame; length: number };

function frameAt(text: string): Found | 'beginning' | 'noise' {
  if (text.startsWith('SE')) return { frame: { kind: 'poll' }, length: 2 };
  const bare = /^S\d\dE/.exec(text);
  if (bare) return { frame: { kind: 'frame', number: text.slice(0, 3), fields: [] }, length: 4 };
  const done = /^S\d\dOK/.exec(text);
  if (done) return { frame: { kind: 'ok', number: text.slice(0, 3) }, length: 5 };
  if (text.startsWith(RECEIVED)) {
    return { frame: { kind: 'ok', number: null }, length: RECEIVED.length };
  }
  if (/^S\d\d\|\|/.test(text)) return withFields(text);
  return isBeginning(text) ? 'beginning' : 'noise';
}

function withFields(text: string): Found | 'beginning' | 'noise' {
  // A field may begin with E: an end is one only when nothing or another frame follows.
  const end = text.slice(3).search(/\|\|E(?=$|SE|S\d\d|RecvCmdOK)/) + 3;
  if (end > MOST_CHARACTERS || (end < 3 && text.length > MOST_CHARACTERS)) return 'noise';
  if (end < 3) return 'beginning';
  const inside = text.slice(5, Math.max(5, end));
  const frame = { kind: 'frame', number: text.slice(0, 3), fields: inside.split('||') } as const;
  return { frame, length: end + 3 };
}

/** Could more characters make a frame of this? */
function isBeginning(text: string): boolean {
  return RECEIVED.startsWith(text) || /^S(\d(\d(\||O)?)?)?$/.test(text);
}
