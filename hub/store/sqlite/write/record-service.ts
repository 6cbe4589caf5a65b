import { hash } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { uuidv7 } from 'uuidv7';
import { canonicalText, type ServiceRecord, type Stage } from '../../../../protocol/index.ts';
import { deadline } from '../../../invitations/deadline.ts';
import { promptFor } from '../../../invitations/prompt.ts';
import type { OpenedBody } from '../../../ledger/bodies.ts';
import { opening } from '../../../services/completion.ts';
import { locate, type Place } from '../../../services/place.ts';
import { missing, type RecordError } from '../../../services/requirements.ts';
import type {
  Command,
  Explanation,
  KeptRecord,
  OpenedInvitation,
  SealedIdentity,
  ServiceOutcome,
} from '../../port.ts';
import type { WriteContext } from './context.ts';
import type { IdentityTable } from './identity-table.ts';
import type { InvitationRow, InvitationTable } from './invitation-table.ts';
import type { PromptTable } from './prompt-table.ts';
import type { RatingSettler } from './settle-rating.ts';

/** Takes in what business systems report, and opens the invitations that follow from it. */
export class ServiceRecorder {
  readonly #context: WriteContext;
  readonly #invitations: InvitationTable;
  readonly #prompts: PromptTable;
  readonly #settler: RatingSettler;
  readonly #identities: IdentityTable;
  readonly #known: StatementSync;
  readonly #insert: StatementSync;
  readonly #evaluator: StatementSync;

  constructor(
    db: DatabaseSync,
    context: WriteContext,
    parts: {
      invitations: InvitationTable;
      prompts: PromptTable;
      settler: RatingSettler;
      identities: IdentityTable;
    },
  ) {
    this.#context = context;
    this.#invitations = parts.invitations;
    this.#prompts = parts.prompts;
    this.#settler = parts.settler;
    this.#identities = parts.identities;
    this.#known = db.prepare(
      'SELECT digest FROM serviceRecords WHERE systemId = ? AND recordId = ?',
    );
    this.#insert = db.prepare(
      `INSERT INTO serviceRecords (position, systemId, recordId, digest, caseNo, receivedAt)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.#evaluator = db.prepare(
      `SELECT terminalId FROM terminals
       WHERE hallId = ? AND windowNo = ? AND kind = 'evaluator' AND status = 'enrolled'
       ORDER BY enrolledAt DESC LIMIT 1`,
    );
  }

  record(command: Command<'service.record'>): ServiceOutcome {
    const { systemId, record, identity, receivedAt } = command;
    const digest = digestOf(record, identity);
    const known = this.#known.get(systemId, record.recordId);
    if (known?.digest === digest) return { status: 'duplicate' };
    if (known !== undefined) {
      return refused([{ path: 'recordId', message: 'Used before with another content.' }]);
    }
    const located = this.#locate(record);
    if ('errors' in located) return refused(located.errors);
    const { ledger, now } = this.#context;
    const body = { systemId, recordId: record.recordId, caseNo: record.caseNo, receivedAt };
    const { position } = ledger.append('service.recorded', now, body, JSON.stringify(record));
    this.#insert.run(position, systemId, record.recordId, digest, record.caseNo, receivedAt);
    this.#keep(record, identity, receivedAt);
    return this.#open(record, located.place, receivedAt);
  }

  /** Who the case is for goes beside the ledger, never into it (SZ-16). */
  #keep(record: KeptRecord, identity: SealedIdentity | null, receivedAt: number): void {
    const occurredAt = Date.parse(record.occurredAt);
    if (identity === null) this.#identities.touch(record.caseNo, receivedAt);
    else this.#identities.put(record.caseNo, identity, { occurredAt, receivedAt });
  }

  #locate(record: ServiceRecord): { place: Place } | { errors: RecordError[] } {
    const located = locate(record, this.#context.directory.get());
    const errors = [...missing(record), ...(located.ok ? [] : located.errors)];
    const { terminalId } = record;
    const kiosk = terminalId === undefined ? null : this.#context.terminals.get(terminalId);
    if (record.mode === 'kiosk' && terminalId !== undefined && kiosk?.kind !== 'kiosk') {
      errors.push({ path: 'terminalId', message: `No kiosk ${terminalId} is enrolled.` });
    }
    if (errors.length > 0 || !located.ok) return { errors };
    const hallId = located.place.hallId ?? kiosk?.hallId ?? null;
    return { place: { ...located.place, hallId } };
  }

  #open(record: ServiceRecord, place: Place, receivedAt: number): ServiceOutcome {
    const { stage, rule } = opening(record);
    const facts = { event: record.event, mode: record.mode, certificate: record.certificate };
    const explanation: Explanation = { rule, pack: this.#context.packName, facts };
    if (stage === null) return { status: 'recorded', invitation: null, explanation };
    const before = this.#invitations.find(record.caseNo, stage);
    if (before !== null) {
      const { invitationId, openedAt } = before;
      explanation.facts = { ...facts, openSince: { invitationId, openedAt } };
      return { status: 'recorded', invitation: null, explanation };
    }
    const { row, lastDay } = this.#insertInvitation(record, { place, stage, explanation });
    this.#settler.settleWaiting(row);
    const asked = this.#ask(record, { row, place, lastDay, receivedAt });
    const { invitationId, closesAt } = row;
    const invitation = { invitationId, stage, closesAt, ...asked };
    return { status: 'recorded', invitation, explanation };
  }

  #insertInvitation(
    record: ServiceRecord,
    { place, stage, explanation }: { place: Place; stage: Stage; explanation: Explanation },
  ): { row: InvitationRow; lastDay: string } {
    const { now, pack, ledger } = this.#context;
    const { closesAt, lastDay } = deadline(Date.parse(record.occurredAt), pack);
    const { caseNo, item } = record;
    const about = {
      hallId: place.hallId ?? '',
      departmentCode: record.departmentCode ?? this.#departmentOf(item.itemCode),
      windowNo: place.serviceWindow?.windowNo ?? '',
      itemCode: item.itemCode,
      staffNo: record.staff?.staffNo ?? '',
    };
    const invitation = { invitationId: uuidv7(), caseNo, stage, closesAt };
    const body: OpenedBody = { ...invitation, place: about, explanation };
    const { position } = ledger.append('invitation.opened', now, body);
    const times = { openedAt: now, ratedAt: null };
    const row = { position, ...invitation, ...times, ...about, itemName: item.name };
    this.#invitations.insert(row);
    return { row, lastDay };
  }

  #departmentOf(itemCode: string): string {
    const { items } = this.#context.directory.get();
    return items.find((item) => item.itemCode === itemCode)?.departmentCode ?? '';
  }

  /** Asks at the terminal that stands where the step was done, unless it is rated or closed. */
  #ask(
    record: ServiceRecord,
    about: { row: InvitationRow; place: Place; lastDay: string; receivedAt: number },
  ): Pick<OpenedInvitation, 'terminalId' | 'prompt'> {
    const { row, place, lastDay, receivedAt } = about;
    const terminalId = this.#terminalAt(record, place);
    if (row.ratedAt !== null || row.closesAt <= receivedAt || terminalId === null) {
      return { terminalId: null, prompt: null };
    }
    const { invitationId, caseNo, stage } = row;
    const issuedAt = this.#context.now;
    const showMs = this.#context.pack.promptShowMs;
    const { serviceWindow } = place;
    const asking = { promptId: uuidv7(), invitationId, record, stage, serviceWindow };
    const prompt = promptFor({ ...asking, issuedAt, showMs, lastDay });
    const showUntil = issuedAt + showMs;
    this.#prompts.issue(prompt, { terminalId, caseNo, stage, issuedAt, showUntil });
    return { terminalId, prompt };
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

/** Another applicant under the same record id is another content; its own digest is keyed. */
function digestOf(record: KeptRecord, identity: SealedIdentity | null): string {
  const content = identity === null ? record : { ...record, applicant: identity.digest };
  return hash('sha256', canonicalText(content), 'hex');
}

function refused(errors: RecordError[]): ServiceOutcome {
  return { status: 'refused', errors };
}
