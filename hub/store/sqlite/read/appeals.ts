import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { appealNo, type Decision, type Filing } from '../../../appeals/appeal.ts';
import type { AppealDecisionView, AppealView } from '../../../appeals/port.ts';
import type { AppealDecidedBody, AppealFiledBody } from '../../../ledger/bodies.ts';
import { together } from '../../../ledger/words.ts';
import type { Query } from '../../port.ts';
import { payloadOf } from '../payload.ts';

/** An appeal with the ledger entries of its filing and its decisions; null where there is none. */
interface Row {
  rating: number;
  day: string;
  state: 'filed' | 'decided' | 'rechecked';
  upheld: number | null;
  standing: string;
  caseNo: string;
  filedAt: number;
  filed: string;
  filedWords: string;
  decidedAt: number | null;
  decided: string | null;
  decidedWords: string | null;
  recheckedAt: number | null;
  rechecked: string | null;
  recheckedWords: string | null;
}

/** Appeals as lists show them, each with its decisions. */
export class AppealReader {
  readonly #newest: StatementSync;

  constructor(db: DatabaseSync) {
    this.#newest = db.prepare(
      `SELECT a.rating, a.day, a.state, a.upheld, r.standing, r.caseNo,
         f.at AS filedAt, f.body AS filed, ${payloadOf('f')} AS filedWords,
         d.at AS decidedAt, d.body AS decided, ${payloadOf('d')} AS decidedWords,
         c.at AS recheckedAt, c.body AS rechecked, ${payloadOf('c')} AS recheckedWords
       FROM appeals a JOIN ratings r ON r.position = a.rating
       JOIN ledger f ON f.position = a.filed
       LEFT JOIN ledger d ON d.position = a.decided
       LEFT JOIN ledger c ON c.position = a.rechecked
       WHERE a.rating < ? ORDER BY a.rating DESC LIMIT ?`,
    );
  }

  list({ limit, before }: Query<'appeals'>): AppealView[] {
    const rows = this.#newest.all(before ?? Number.MAX_SAFE_INTEGER, limit);
    return (rows as unknown as Row[]).map(view);
  }
}

function view(row: Row): AppealView {
  const { rating, day, standing, caseNo, filedAt } = row;
  const { filing, by, explanation } = JSON.parse(row.filed) as AppealFiledBody;
  const said = together<Filing>(filing, row.filedWords);
  const { staffNo, subject, ground, text, attachments = [] } = said;
  const lapsed = row.state === 'filed' && standing !== 'counted';
  return {
    appealNo: appealNo(day, rating),
    rating,
    caseNo,
    staffNo,
    subject,
    ground,
    state: lapsed ? 'lapsed' : row.state,
    upheld: row.upheld === null ? null : row.upheld === 1,
    standing,
    filedAt,
    filedBy: by,
    text,
    attachments,
    explanation,
    decisions: [
      ...decision(row.decidedAt, row.decided, row.decidedWords),
      ...decision(row.recheckedAt, row.rechecked, row.recheckedWords),
    ],
  };
}

function decision(
  at: number | null,
  entry: string | null,
  words: string | null,
): AppealDecisionView[] {
  if (at === null || entry === null) return [];
  const { by, decision, explanation } = JSON.parse(entry) as AppealDecidedBody;
  const { uphold, text, attachments = [] } = together<Decision>(decision, words ?? '');
  return [{ at, by, uphold, text, attachments, explanation }];
}
