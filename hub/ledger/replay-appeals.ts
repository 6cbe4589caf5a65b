import type { AppealState } from '../appeals/appeal.ts';
import type { AppealDecidedBody, AppealFiledBody } from './bodies.ts';

/** How one appeal stands, by the ledger alone; `filed`, `decided`, `rechecked` are positions. */
export interface ReplayedAppeal {
  staffNo: string;
  appeal: AppealState;
  filed: number;
  decided: number | null;
  rechecked: number | null;
}

/** Rebuilds the appeals; throws at an entry that cannot follow from those before it. */
export class ReplayedAppeals {
  /** By ledger position of the rating. */
  readonly byRating = new Map<number, ReplayedAppeal>();

  filed({ filing, by }: AppealFiledBody, position: number): void {
    const { rating, staffNo } = filing;
    if (this.byRating.has(rating)) throw new Error(`a second appeal about the rating at ${rating}`);
    const appeal: AppealState = { state: 'filed', filedBy: by };
    this.byRating.set(rating, { staffNo, appeal, filed: position, decided: null, rechecked: null });
  }

  decided({ rating, by, decision }: AppealDecidedBody, position: number): void {
    const known = this.byRating.get(rating);
    if (known === undefined || known.appeal.state === 'rechecked') {
      throw new Error(`no appeal to decide about the rating at ${rating}`);
    }
    const { filedBy } = known.appeal;
    const state = known.appeal.state === 'filed' ? 'decided' : 'rechecked';
    const appeal: AppealState = { state, filedBy, upheld: decision.uphold, decidedBy: by };
    this.byRating.set(rating, { ...known, appeal, [state]: position });
  }
}
