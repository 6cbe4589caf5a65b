import {
  BUILT_IN_PROFILES,
  codecOf,
  meaningOf,
  OPEN_TYPES,
  openFrame,
  readQueueCall,
  SundynReader,
  sundynAnswer,
} from '../../protocol/serial/index.ts';
import { pick, type Random } from '../../simulator/index.ts';
import { spoiledBytes } from './spoil.ts';

/** Spoiled bytes for every driver; throws when one of them throws. */
export function serialAttack(random: Random, cases: number): void {
  const codecs = BUILT_IN_PROFILES.flatMap((profile) => {
    const codec = codecOf(profile);
    return codec === null ? [] : [{ profile, codec }];
  });
  const sundyn = new SundynReader();
  for (let n = 0; n < cases; n++) {
    const bytes = spoiledBytes(random, pick(random, GENUINE));
    for (const { profile, codec } of codecs) {
      for (const heard of codec.read(bytes, n)) {
        if (heard.kind === 'key') meaningOf(profile, heard.code);
      }
    }
    sundyn.take(bytes);
    readQueueCall(bytes);
  }
}

const text = new TextEncoder();
const GENUINE: [Uint8Array, ...Uint8Array[]] = [
  openFrame(1, OPEN_TYPES.KEY, Uint8Array.of(5)),
  text.encode(sundynAnswer({ card: '0231', key: '1', seconds: '3', time: '2026-11-22 09:30:00' })),
  text.encode('S04||111||E'),
  text.encode('{"callno":"A001","windowno":"12"}'),
  Uint8Array.of(0xaa, 0x55, 0x01, 0x05, 0x06),
];
