import fc from 'fast-check';
import type { RatingBody, ServiceRecord } from '../../protocol/index.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const NOON = Date.parse('2026-11-22T12:00:00.000+08:00');

/** What happens in a hall, in the order in which the hub hears of it. */
export interface Scenario {
  records: ServiceRecord[];
  ratings: Tap[];
  deliveries: Delivery[];
}

/** A citizen's tap before it is a message. */
export interface Tap {
  terminalId: string;
  body: Pick<RatingBody, 'caseNo' | 'stage' | 'level' | 'linked'>;
  tappedAt: number;
  clockOffsetMs: number | null;
  forged: boolean;
  /** Answers a prompt of this case, of any case, or none the hub knows. */
  answers: 'own' | 'any' | 'none';
}

export type Delivery = { clock: number } & (
  | { what: 'record' | 'rating'; index: number }
  | { what: 'sweep'; limit: number }
  | { what: 'signatures' | 'restart' }
);

const CASES = ['C1', 'C2', 'C3', 'C4', 'C5', 'C6'];
const EVENTS = [
  'received',
  'receiptFailed',
  'accepted',
  'notAccepted',
  'granted',
  'refused',
  'returned',
  'collected',
  'flowEnded',
  'consultationEnded',
] as const;

/** Half of all steps are like this, so that cases fall into one batch. */
const USUAL = {
  event: 'granted',
  occurred: { day: 0, hour: 0 },
  mode: 'window',
  item: 'i1',
  certificate: false,
  window: 'A01',
  declaration: 'D1',
  visit: undefined,
} as const;

const caseNo = fc.constantFrom(...CASES);
const itemCode = fc.constantFrom('i1', 'i1', 'i1', 'i2');
const rarely = (often: number) => fc.integer({ min: 1, max: often }).map((n) => n === 1);

/** Something in one of so many, else null. */
function seldom<T>(often: number, something: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof({ weight: often - 1, arbitrary: fc.constant(null) }, something);
}

/** Few instants, so that steps fall together; some at midnight and a millisecond beside it. */
const occurred = fc.record({
  day: fc.constantFrom(-2, -1, 0, 0, 0, 1),
  hour: fc.constantFrom(0, 3, 12 * HOUR - 1, 12 * HOUR, 12 * HOUR + 1),
});

const step = fc
  .record({
    caseNo,
    event: fc.constantFrom(...EVENTS),
    occurred,
    mode: fc.constantFrom('window', 'window', 'window', 'online', 'kiosk', 'hotline'),
    item: itemCode,
    certificate: rarely(6),
    window: fc.constantFrom('A01', 'A01', 'A01', 'A02'),
    declaration: fc.constantFrom('D1', 'D1', undefined),
    visit: fc.constantFrom('V1', undefined, undefined),
    links: seldom(6, fc.subarray(CASES, { minLength: 1, maxLength: 4 })),
    linkedItem: itemCode,
    test: rarely(5),
    isUsual: fc.boolean(),
  })
  .map(({ isUsual, ...unusual }): Omit<ServiceRecord, 'recordId'> => {
    const said = isUsual ? { ...unusual, ...USUAL } : unusual;
    const { caseNo, event, certificate } = said;
    const mode = said.mode as ServiceRecord['mode'];
    const occurredAt = new Date(NOON + said.occurred.day * DAY + said.occurred.hour).toISOString();
    const atWindow = mode === 'window' ? { windowNo: said.window } : {};
    return {
      caseNo,
      event,
      mode,
      certificate,
      occurredAt,
      hallId: 'north',
      item: { itemCode: said.item, name: said.item },
      ...atWindow,
      staff: { staffNo: 's1', name: '王晓' },
      ...(mode === 'kiosk' ? { terminalId: 'kiosk-1' } : {}),
      ...(said.declaration ? { declarationNo: said.declaration } : {}),
      ...(said.visit ? { visitNo: said.visit } : {}),
      ...(said.links ? { linkedCases: said.links.map((one) => link(one, said.linkedItem)) } : {}),
      ...(said.test ? { test: true } : {}),
    };
  });

function link(caseNo: string, code: string) {
  return { caseNo, item: { itemCode: code, name: code }, departmentCode: `d-${caseNo}` };
}

const level = fc.constantFrom(5, 4, 3, 2, 1) as fc.Arbitrary<1 | 2 | 3 | 4 | 5>;

const tap: fc.Arbitrary<Tap> = fc
  .record({
    terminalId: fc.constantFrom('eva-1', 'eva-2', 'kiosk-1'),
    caseNo: fc.constantFrom(...CASES, 'C9'),
    stage: fc.constantFrom('completion', 'completion', 'completion', 'receipt', 'consultation'),
    level,
    linked: seldom(3, fc.array(fc.record({ caseNo, level }), { minLength: 1, maxLength: 3 })),
    hasOverall: rarely(3).map((not) => !not),
    day: fc.integer({ min: -2, max: 11 }),
    within: fc.constantFrom(0, 12 * HOUR - 1, 12 * HOUR, 12 * HOUR + 1, 10_000),
    clockOffsetMs: fc.constantFrom(0, null, 5_000, -DAY),
    forged: rarely(8),
    answers: fc.constantFrom('own', 'own', 'any', 'none', 'none'),
  })
  .map(({ caseNo, stage, level, linked, hasOverall, day, within, ...rest }) => ({
    ...(rest as Pick<Tap, 'terminalId' | 'clockOffsetMs' | 'forged' | 'answers'>),
    tappedAt: NOON + day * DAY + within,
    body: {
      caseNo,
      stage: stage as Tap['body']['stage'],
      level: linked !== null && !hasOverall ? null : level,
      ...(linked === null ? {} : { linked }),
    },
  }));

/** Ahead of all that occurred or now and then behind it: the hub's clock may be set both ways. */
const clock = fc
  .record({ day: fc.integer({ min: -1, max: 12 }), ms: fc.constantFrom(0, 1, 12 * HOUR, 700_000) })
  .map(({ day, ms }) => NOON + day * DAY + ms);

function deliveries(records: number, ratings: number): fc.Arbitrary<Delivery[]> {
  const once = (what: 'record' | 'rating', count: number) =>
    Array.from({ length: count }, (_, index) => ({ what, index }));
  const all = [...once('record', records), ...once('rating', ratings)];
  const again = fc.subarray(all);
  const events = fc.array(
    fc.oneof(
      { weight: 5, arbitrary: fc.record({ what: fc.constant('sweep'), limit: fc.nat(3) }) },
      { weight: 2, arbitrary: fc.record({ what: fc.constant('signatures') }) },
      { weight: 1, arbitrary: fc.record({ what: fc.constant('restart') }) },
    ),
    { maxLength: 8 },
  );
  return fc
    .tuple(again, events)
    .chain(([twice, between]) => {
      const list = [...all, ...twice, ...between];
      return fc.tuple(
        fc.shuffledSubarray(list, { minLength: list.length }),
        fc.array(clock, { minLength: list.length, maxLength: list.length }),
      );
    })
    .map(([list, clocks]) =>
      list.map((one, at) => ({ ...one, clock: clocks[at] ?? NOON }) as Delivery),
    );
}

/** A random day of a hall, as awkward as it can be. */
const scenarios: fc.Arbitrary<Scenario> = fc
  .tuple(fc.array(step, { minLength: 1, maxLength: 14 }), fc.array(tap, { maxLength: 10 }))
  .chain(([steps, ratings]) =>
    fc.record({
      records: fc.constant(steps.map((one, at) => ({ recordId: `r${at}`, ...one }))),
      ratings: fc.constant(ratings),
      deliveries: deliveries(steps.length, ratings.length),
    }),
  );

/** Days that share a hall and nothing else: each has cases, declarations and visits of its own. */
export const seasons: fc.Arbitrary<Scenario[]> = fc
  .array(scenarios, { minLength: 1, maxLength: 10 })
  .map((days) => days.map((day, at) => apart(day, `${at}-`)));

function apart(scenario: Scenario, prefix: string): Scenario {
  const own = (name: string) => prefix + name;
  const linked = <T extends { caseNo: string }>(list: T[]) =>
    list.map((one) => ({ ...one, caseNo: own(one.caseNo) }));
  const records = scenario.records.map((record) => ({
    ...record,
    recordId: own(record.recordId),
    caseNo: own(record.caseNo),
    ...(record.declarationNo ? { declarationNo: own(record.declarationNo) } : {}),
    ...(record.linkedCases ? { linkedCases: linked(record.linkedCases) } : {}),
  }));
  const ratings = scenario.ratings.map((tap) => {
    const { caseNo, linked: said } = tap.body;
    const named = said === undefined ? {} : { linked: linked(said) };
    return { ...tap, body: { ...tap.body, caseNo: own(caseNo), ...named } };
  });
  return { ...scenario, records, ratings };
}
