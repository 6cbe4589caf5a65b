import type { Stage } from '../../protocol/index.ts';
import type { RatedPlace } from '../statistics/figure.ts';
import type { ChangedBody, FirstOpenedBody, MemberBody, OpenedBody } from './bodies.ts';

/** Level that stood by rule before packs were named in the ledger (SZ-17b). */
const FIRST_DEFAULT = 3;

/** An invitation as the ledger alone tells it. */
export class ReplayedInvitation {
  readonly stage: Stage;
  place: RatedPlace;
  cases = 1;
  test = false;
  closesAt: number;
  lastDay = '';
  defaultLevel = FIRST_DEFAULT;
  /** Ledger position of the default in force. */
  defaultedBy: number | null = null;
  readonly linked = new Map<string, RatedPlace>();

  constructor(opened: OpenedBody | FirstOpenedBody) {
    this.stage = opened.stage;
    this.place = opened.place;
    this.closesAt = opened.closesAt;
    if ('joined' in opened) this.#take(opened);
    else this.lastDay = dayBefore(opened.closesAt);
  }

  change(changed: ChangedBody): void {
    for (const caseNo of changed.left) this.linked.delete(caseNo);
    this.#take(changed);
  }

  /** Where a case of it belongs: a linked one has a place of its own (SZ-20b). */
  placeOf(caseNo: string): RatedPlace {
    return this.linked.get(caseNo) ?? this.place;
  }

  #take(said: OpenedBody | ChangedBody): void {
    const { place, cases, test, closesAt, lastDay, defaultLevel } = said;
    Object.assign(this, { place, cases, test, closesAt, lastDay, defaultLevel });
    for (const member of said.joined) this.#join(member);
  }

  #join({ caseNo, role, place }: MemberBody): void {
    if (role === 'linked') this.linked.set(caseNo, place);
    else this.linked.delete(caseNo);
  }
}

/** Ledgers of the first schema are all of Shenzhen. */
function dayBefore(closesAt: number): string {
  return Temporal.Instant.fromEpochMilliseconds(closesAt - 1)
    .toZonedDateTimeISO('Asia/Shanghai')
    .toPlainDate()
    .toString();
}
