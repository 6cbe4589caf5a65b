import {
  contributionsOf,
  defaultContribution,
  type RatedInvitation,
  uncountedContribution,
} from '../../../statistics/contributions.ts';
import { type FigureKind, kindOf, type RatedPlace } from '../../../statistics/figure.ts';
import type { FigureWriter } from './figures.ts';
import type { DueInvitation, InvitationRow } from './invitation-table.ts';
import { placeOf } from './place-of.ts';
import type { RatingRow } from './rating-table.ts';
import type { Scope } from './scope.ts';
import type { Tables } from './tables.ts';

const NO_LINKS: ReadonlyMap<string, RatedPlace> = new Map();

/** Adds to the counters, or takes from them, what ratings and defaults contribute. */
export class FigureMoves {
  readonly #figures: FigureWriter;
  readonly #tables: Tables;

  constructor(figures: FigureWriter, tables: Tables) {
    this.#figures = figures;
    this.#tables = tables;
  }

  /** All that this part of the store says now; the sign tells whether it comes or goes. */
  take(scope: Scope, sign: 1 | -1): void {
    for (const { caseNo, stage } of scope.cases.values()) {
      for (const row of this.#tables.ratings.ofCase(caseNo, stage)) {
        const about = row.invitation === null ? null : row.invitation;
        this.rating(row, about === null ? null : this.#tables.invitations.byPosition(about), sign);
      }
    }
    for (const position of scope.invitations) {
      const invitation = this.#tables.invitations.byPosition(position);
      if (invitation?.defaultedBy) this.defaulted(invitation, sign);
    }
  }

  rating(row: RatingRow, invitation: InvitationRow | null, sign: 1 | -1): void {
    const kind = kindOf({ standing: row.standing, test: invitation?.test === 1 });
    const counts = row.standing === 'counted' || row.standing === 'notAdopted';
    const parts =
      counts && invitation !== null
        ? contributionsOf(
            { caseNo: row.caseNo, level: row.level, linked: linkedOf(row) },
            this.#rated(invitation),
          )
        : [uncountedContribution(placeOf(row, row), row.level)];
    const { day, channel } = row;
    for (const { place, level, amount } of parts) {
      this.#count({ day, channel, kind, place, level }, amount, sign);
    }
  }

  /** SZ-17b, counted on the last day it could have been rated; negative times take away. */
  defaulted(invitation: DueInvitation, times: number): void {
    const place = placeOf(invitation, { hallId: invitation.hallId, windowNo: null });
    const about = { place, cases: invitation.cases, linked: NO_LINKS };
    const { level, amount } = defaultContribution(about, invitation.defaultLevel);
    const kind = invitation.test === 1 ? 'test' : 'default';
    this.#count({ day: invitation.lastDay, channel: '', kind, place, level }, amount, times);
  }

  #rated(invitation: InvitationRow): RatedInvitation {
    const linked =
      invitation.kind === 'theme' ? this.#tables.members.linkedOf(invitation.position) : NO_LINKS;
    const place = placeOf(invitation, { hallId: invitation.hallId, windowNo: null });
    return { place, cases: invitation.cases, linked };
  }

  #count(
    key: { day: string; channel: string; kind: FigureKind; place: RatedPlace; level: number },
    { ratings, cases }: { ratings: number; cases: number },
    times: number,
  ): void {
    const { day, channel, kind, place, level } = key;
    const figure = { day, channel, kind, level, ...place };
    this.#figures.count(figure, { ratings: times * ratings, cases: times * cases });
  }
}

function linkedOf({ linked }: RatingRow): { caseNo: string; level: number }[] {
  return linked === null ? [] : (JSON.parse(linked) as { caseNo: string; level: number }[]);
}
