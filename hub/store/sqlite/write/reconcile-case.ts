import type { LinkedCase, ServiceRecord, Stage } from '../../../../protocol/index.ts';
import { deadline } from '../../../invitations/deadline.ts';
import { groupingOf } from '../../../invitations/group.ts';
import type { MemberBody } from '../../../ledger/bodies.ts';
import { packLabel } from '../../../rules/pack.ts';
import { type CaseOpening, caseState } from '../../../services/case-state.ts';
import { governs } from '../../../services/governed.ts';
import type { RatedPlace } from '../../../statistics/figure.ts';
import type { Explanation } from '../../port.ts';
import type { CaseRecord, CaseRecords } from './case-records.ts';
import type { WriteContext } from './context.ts';
import type { ContradictionList } from './contradiction-list.ts';
import type { GroupKeeper, Wanted } from './group-keeper.ts';
import type { InvitationRow } from './invitation-table.ts';
import type { MemberTable } from './member-table.ts';
import type { ThemeLinks } from './theme-links.ts';

const STAGES: readonly Stage[] = ['receipt', 'completion', 'consultation'];

interface Parts {
  records: CaseRecords;
  links: ThemeLinks;
  groups: GroupKeeper;
  members: MemberTable;
  contradictions: ContradictionList;
}

/** Brings a case where its records say it should be, however and whenever they arrived. */
export class CaseReconciler {
  readonly #context: WriteContext;
  readonly #parts: Parts;

  constructor(context: WriteContext, parts: Parts) {
    this.#context = context;
    this.#parts = parts;
  }

  /** Returns the invitations that the case, or a theme's linked cases, belong to now. */
  reconcile(caseNo: string): InvitationRow[] {
    const kept = this.#parts.records.ofCase(caseNo);
    const state = caseState(kept.map(({ record }) => record));
    this.#parts.contradictions.replace(caseNo, state.contradictions, this.#context.now);
    const theme = state.openings.find(isTheme) ?? null;
    const named = this.#link(caseNo, theme);
    const wanted = this.#wantedOf(caseNo, kept, state);
    const links = named.flatMap((linked) => this.#linkedWanted(linked));
    return this.#parts.groups.bring([...wanted, ...links]);
  }

  /** Takes note of what a theme names; returns the cases whose place may have changed. */
  #link(caseNo: string, theme: CaseOpening | null): string[] {
    const linked = theme?.record.linkedCases?.map((one) => one.caseNo) ?? [];
    const others = linked.filter((one) => one !== caseNo);
    return this.#parts.links.set(caseNo, others, theme?.completedAt ?? 0);
  }

  /**
   * Its own stages; a completion that a theme bundles is the theme's affair (SZ-20b). A theme itself
   * is no linked case of another: two that name each other would leave nobody to rate.
   */
  #wantedOf(
    caseNo: string,
    kept: readonly CaseRecord[],
    { openings, test }: ReturnType<typeof caseState>,
  ): Wanted[] {
    const bundled = !openings.some(isTheme) && this.#parts.links.themeOf(caseNo) !== null;
    return STAGES.flatMap((stage) => {
      if (stage === 'completion' && bundled) return this.#bundledWanted(caseNo);
      const opened = openings.find((one) => one.stage === stage);
      if (opened === undefined || !this.#isGoverned(opened)) return [{ caseNo, stage, to: null }];
      const place = kept.find(({ record }) => record === opened.record)?.place;
      if (place === undefined) return [];
      return [{ caseNo, stage, to: this.#own(opened, place, test) }];
    });
  }

  /** Not before the first day of the pack, nor at a stage that the place does not rate. */
  #isGoverned({ stage, completedAt }: CaseOpening): boolean {
    const day = this.#context.calendar.dayOf(completedAt);
    return governs(this.#context.packAt(completedAt), stage, day);
  }

  #own(opened: CaseOpening, place: RatedPlace, test: boolean) {
    const { record, rule } = opened;
    const { event, mode, recordId } = record;
    const facts = { event, mode, recordId, certificate: record.certificate };
    const { member, day, pack } = this.#memberOf(opened, {
      caseNo: record.caseNo,
      role: 'own',
      place,
      itemName: record.item.name,
      explanation: { rule, facts },
    });
    return { grouping: groupingOf(opened, { ...place, day, test }), member, pack, test };
  }

  /** What a linked case becomes when one more, or one less, theme names it. */
  #linkedWanted(caseNo: string): Wanted[] {
    const kept = this.#parts.records.ofCase(caseNo);
    return this.#wantedOf(caseNo, kept, caseState(kept.map(({ record }) => record)));
  }

  #bundledWanted(caseNo: string): Wanted[] {
    const themeCaseNo = this.#parts.links.themeOf(caseNo);
    if (themeCaseNo === null) return [];
    const kept = this.#parts.records.ofCase(themeCaseNo);
    const { openings, test } = caseState(kept.map(({ record }) => record));
    const theme = openings.find(isTheme);
    const place = kept.find(({ record }) => record === theme?.record)?.place;
    const linked = theme?.record.linkedCases?.find((one) => one.caseNo === caseNo);
    if (theme === undefined || place === undefined || linked === undefined) return [];
    const { member, day, pack } = this.#memberOf(theme, {
      caseNo,
      role: 'linked',
      place: this.#linkedPlace(place, linked),
      itemName: linked.item.name,
      explanation: { rule: 'SZ-20b', facts: { themeCaseNo } },
    });
    const grouping = groupingOf(theme, { ...place, day, test });
    return [{ caseNo, stage: 'completion', to: { grouping, member, pack, test } }];
  }

  /** At the theme's window and by its staff, for its own item and the body responsible for it. */
  #linkedPlace(theme: RatedPlace, { item, departmentCode }: LinkedCase): RatedPlace {
    const { items } = this.#context.directory.get();
    const known = items.find(({ itemCode }) => itemCode === item.itemCode)?.departmentCode;
    return { ...theme, itemCode: item.itemCode, departmentCode: departmentCode ?? known ?? '' };
  }

  #memberOf(
    { completedAt, stage }: CaseOpening,
    said: Pick<MemberBody, 'caseNo' | 'role' | 'place' | 'itemName'> & {
      explanation: Pick<Explanation, 'rule' | 'facts'>;
    },
  ): { member: MemberBody; day: string; pack: string } {
    const { calendar, workingCalendar } = this.#context;
    const day = calendar.dayOf(completedAt);
    const present = this.#parts.members.find(said.caseNo, stage);
    if (present?.completedAt === completedAt) {
      // It keeps the pack it was opened by, and its days: a new calendar moves them by itself.
      const { closesAt, lastDay, explanation } = present;
      const facts = { ...explanation.facts, ...said.explanation.facts };
      const told = { ...explanation, rule: said.explanation.rule, facts };
      const member = { ...said, explanation: told, completedAt, closesAt, lastDay };
      return { member, day, pack: explanation.pack };
    }
    const pack = this.#context.packAt(completedAt);
    const label = packLabel(pack);
    const { timeZone, rating } = pack;
    const counted = deadline(completedAt, rating, { timeZone, calendar: workingCalendar });
    const { closesAt, ...told } = counted;
    const facts = { ...said.explanation.facts, rating, ...told };
    const explanation = { ...said.explanation, pack: label, facts };
    const { lastDay } = told;
    return { member: { ...said, explanation, completedAt, closesAt, lastDay }, day, pack: label };
  }
}

function isTheme({ stage, record }: { stage: Stage; record: ServiceRecord }): boolean {
  return stage === 'completion' && record.linkedCases !== undefined;
}
