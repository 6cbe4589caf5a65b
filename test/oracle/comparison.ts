import type { Store } from '../../hub/index.ts';
import type { HallFacts, Ruling } from './facts.ts';
import { nameOf } from './figures.ts';

/** What can be held against each other: plain text, sorted. */
export interface Told {
  /** Each case at each stage with the invitation that it belongs to. */
  cases: string[];
  ratings: string[];
  figures: string[];
}

/** What the oracle says. */
export function toldByOracle({ invitations, verdicts, figures }: Ruling): Told {
  const cases = invitations.flatMap((one) => {
    const all = [...one.cases, ...one.linked.keys()].sort();
    const { stage, kind, status, closesAt, defaultLevel } = one;
    return all.map((caseNo) => {
      const rule = one.rules.get(caseNo) ?? 'SZ-20b';
      return line(caseNo, stage, kind, status, closesAt, defaultLevel, rule, all);
    });
  });
  const ratings = [...verdicts].map(([eventId, { standing, rule, tappedAt }]) =>
    line(eventId, standing, rule, tappedAt),
  );
  return {
    cases: cases.sort(),
    ratings: ratings.sort(),
    figures: figures.map((one) => `${nameOf(one)} ${one.ratings} ${one.cases}`).sort(),
  };
}

/** What the store says. */
export async function toldByStore(store: Store, facts: HallFacts): Promise<Told> {
  const told: Told = { cases: [], ratings: [], figures: [] };
  for (const caseNo of caseNosOf(facts)) {
    const view = await store.query({ kind: 'case', caseNo });
    for (const one of view?.invitations ?? []) {
      const all = one.cases.map((member) => member.caseNo).sort();
      const { stage, kind, status, closesAt, defaultLevel, explanation } = one;
      told.cases.push(
        line(caseNo, stage, kind, status, closesAt, defaultLevel, explanation.rule, all),
      );
    }
    for (const { eventId, standing, explanation, tappedAt } of view?.ratings ?? []) {
      told.ratings.push(line(eventId, standing, explanation.rule, tappedAt));
    }
  }
  const by = ['day', 'hall', 'department', 'window', 'item', 'staff', 'level', 'channel', 'kind'];
  const answer = await store.query({ kind: 'figures', by: by as never, limit: 100_000 });
  const sum = (cells: readonly number[]) => cells.reduce((all, one) => all + one, 0);
  told.figures = answer.groups.map(({ key, counts }) => {
    const amount = `${sum(counts.ratings)} ${sum(counts.cases)}`;
    // A group without a level has none to show; the oracle counts it as 0.
    const named = { ...key, level: key.level || '0' };
    return `${nameOf(named as Parameters<typeof nameOf>[0])} ${amount}`;
  });
  return { cases: told.cases.sort(), ratings: told.ratings.sort(), figures: told.figures.sort() };
}

function caseNosOf({ records, ratings }: HallFacts): string[] {
  const named = records.flatMap(({ caseNo, linkedCases = [] }) => [
    caseNo,
    ...linkedCases.map((one) => one.caseNo),
  ]);
  return [...new Set([...named, ...ratings.map(({ rating }) => rating.body.caseNo)])];
}

function line(...parts: unknown[]): string {
  return JSON.stringify(parts);
}
