import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { uuidv7 } from 'uuidv7';
import type { ServiceRecord, Stage } from '../../../../protocol/index.ts';
import { type Bundle, promptFor } from '../../../invitations/prompt.ts';
import { occurredAt } from '../../../services/case-state.ts';
import type { Place } from '../../../services/place.ts';
import type { OpenedInvitation } from '../../port.ts';
import type { WriteContext } from './context.ts';
import type { InvitationRow } from './invitation-table.ts';
import type { Tables } from './tables.ts';

/** Asks for a rating at the terminal that stands where the step was done. */
export class Prompter {
  readonly #context: WriteContext;
  readonly #tables: Tables;
  readonly #evaluator: StatementSync;

  constructor(db: DatabaseSync, context: WriteContext, tables: Tables) {
    this.#context = context;
    this.#tables = tables;
    this.#evaluator = db.prepare(
      `SELECT terminalId FROM terminals
       WHERE hallId = ? AND windowNo = ? AND kind = 'evaluator' AND status = 'enrolled'
       ORDER BY enrolledAt DESC LIMIT 1`,
    );
  }

  /** The invitation of a case at a stage as it stands now. */
  standingOf(caseNo: string, stage: Stage): InvitationRow | null {
    return this.#tables.invitations.find(caseNo, stage);
  }

  /** Is the record's own case in it, not only one that it links? */
  holds(row: InvitationRow, { caseNo }: ServiceRecord): boolean {
    const member = this.#tables.members.find(caseNo, row.stage);
    return member?.invitation === row.position && member.role === 'own';
  }

  /**
   * Nobody is asked when it is rated or closed, or when the step lies so far back that another
   * citizen may stand there by now: the prompt would ask the wrong person (SZ-04).
   */
  ask(
    record: ServiceRecord,
    about: { row: InvitationRow; place: Place; receivedAt: number },
  ): Pick<OpenedInvitation, 'terminalId' | 'prompt'> {
    const { row, place, receivedAt } = about;
    const { promptShowMs, promptGraceMs, workOrder } = this.#context.packOf(row.pack);
    const terminalId = this.#terminalAt(record, place);
    const gone = occurredAt(record) + promptShowMs + promptGraceMs < receivedAt;
    if (row.state !== 'open' || row.closesAt <= receivedAt || gone || terminalId === null) {
      return { terminalId: null, prompt: null };
    }
    const { invitationId, stage, lastDay } = row;
    const issuedAt = this.#context.now;
    const { serviceWindow } = place;
    const asking = { promptId: uuidv7(), invitationId, record, stage, serviceWindow };
    const prompt = promptFor({
      ...asking,
      bundle: this.#bundleOf(row),
      issuedAt,
      showMs: promptShowMs,
      lastDay,
      handling: workOrder.due,
    });
    const showUntil = issuedAt + promptShowMs;
    const { caseNo } = record;
    this.#tables.prompts.issue(prompt, { terminalId, caseNo, stage, issuedAt, showUntil });
    return { terminalId, prompt };
  }

  #bundleOf(row: InvitationRow): Bundle | null {
    if (row.kind === 'plain') return null;
    const members = this.#tables.members.of(row.position);
    if (row.kind === 'batch') {
      const caseNos = members.map(({ caseNo }) => caseNo);
      return { kind: 'batch', declarationNo: row.declarationNo ?? '', caseNos };
    }
    const linked = members.filter(({ role }) => role === 'linked');
    return {
      kind: 'theme',
      linkedCases: linked.map(({ caseNo, place, itemName }) => ({
        caseNo,
        item: { itemCode: place.itemCode, name: itemName },
      })),
    };
  }

  #terminalAt(record: ServiceRecord, { hallId, serviceWindow }: Place): string | null {
    if (record.mode === 'kiosk' && record.terminalId !== undefined) {
      const kiosk = this.#context.terminals.get(record.terminalId);
      return kiosk?.status === 'enrolled' ? kiosk.terminalId : null;
    }
    if (serviceWindow === null || hallId === null) return null;
    const row = this.#evaluator.get(hallId, serviceWindow.windowNo);
    return row === undefined ? null : String(row.terminalId);
  }
}
