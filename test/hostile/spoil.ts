import { between, pick, type Random } from '../../simulator/index.ts';

type Bytes = Uint8Array<ArrayBuffer>;
type Spoil = (random: Random, bytes: Bytes) => Bytes;

const at = (random: Random, bytes: Bytes) => between(random, 0, Math.max(0, bytes.length - 1));
const noise = (random: Random, length: number): Bytes =>
  Uint8Array.from({ length }, () => between(random, 0, 255));

const SPOILS: [Spoil, ...Spoil[]] = [
  (random, bytes) => bytes.with(at(random, bytes), between(random, 0, 255)),
  (random, bytes) => {
    const where = at(random, bytes);
    return bytes.with(where, (bytes[where] ?? 0) ^ (1 << between(random, 0, 7)));
  },
  (random, bytes) => bytes.slice(0, at(random, bytes)),
  (random, bytes) => bytes.slice(at(random, bytes)),
  (random, bytes) => {
    const where = at(random, bytes);
    const more = noise(random, between(random, 1, 40));
    return Uint8Array.from([...bytes.slice(0, where), ...more, ...bytes.slice(where)]);
  },
  (random, bytes) => {
    const [from, to] = [at(random, bytes), at(random, bytes)].sort((a, b) => a - b);
    return Uint8Array.from([...bytes, ...bytes.slice(from, to)]);
  },
  (random) => noise(random, between(random, 0, 300)),
];

/** The bytes with one to three things wrong; the same random numbers spoil alike. */
export function spoiledBytes(random: Random, bytes: Uint8Array): Bytes {
  let spoiled: Bytes = Uint8Array.from(bytes);
  for (let n = between(random, 1, 3); n > 0; n--) {
    if (spoiled.length === 0) return noise(random, 8);
    spoiled = pick(random, SPOILS)(random, spoiled);
  }
  return spoiled;
}

/** Values that code which trusts its input stumbles over. */
const STUMBLING: [unknown, ...unknown[]] = [
  null,
  true,
  -1,
  0,
  1e308,
  2 ** 53,
  0.1,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '𬭎'.repeat(600),
  "'; DROP TABLE ratings; --",
  '../../../../etc/passwd',
  '<script>alert(1)</script>',
  'x'.repeat(9_000),
  [],
  [[[[[[[[[[]]]]]]]]]],
  {},
  { __proto__: null, constructor: { prototype: { polluted: 1 } } },
  '2026-02-30T25:61:00.000Z',
  '+275760-09-13T00:00:00.000Z',
];
const NAMES: [string, ...string[]] = ['__proto__', 'constructor', 'toString', '', '版本', 'a.b'];

/** A JSON value with one to three things in it replaced, left out or added, at any depth. */
export function spoiledJson(random: Random, value: unknown): unknown {
  let spoiled = value;
  for (let n = between(random, 1, 3); n > 0; n--) spoiled = spoiledOnce(random, spoiled);
  return spoiled;
}

function spoiledOnce(random: Random, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || random() < 0.1) return pick(random, STUMBLING);
  if (Array.isArray(value)) return spoiledArray(random, value);
  const entries = Object.entries(value);
  const where = between(random, 0, entries.length - 1);
  const roll = random();
  const chosen = entries[where];
  if (chosen === undefined || roll < 0.1) {
    return Object.fromEntries([...entries, [pick(random, NAMES), pick(random, STUMBLING)]]);
  }
  if (roll < 0.3) return Object.fromEntries(entries.filter((_, n) => n !== where));
  const spoiled = [chosen[0], spoiledOnce(random, chosen[1])] as const;
  return Object.fromEntries(entries.map((entry, n) => (n === where ? spoiled : entry)));
}

function spoiledArray(random: Random, list: unknown[]): unknown[] {
  if (list.length === 0 || random() < 0.3) return [...list, pick(random, STUMBLING)];
  const where = between(random, 0, list.length - 1);
  return list.map((one, n) => (n === where ? spoiledOnce(random, one) : one));
}
