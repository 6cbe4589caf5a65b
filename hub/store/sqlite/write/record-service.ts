import { hash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { ServiceRecord } from '../../../../protocol/index.ts';
import type { RecordedBody } from '../../../ledger/bodies.ts';
import { packLabel } from '../../../rules/pack.ts';
import { occurredAt } from '../../../services/case-state.ts';
import { openingUnder } from '../../../services/governed.ts';
import { locate, type Place } from '../../../services/place.ts';
import { missing, type RecordError } from '../../../services/requirements.ts';
import { unknownCodes } from '../../../services/unknown-codes.ts';
import type { RatedPlace } from '../../../statistics/figure.ts';
import type {
  Command,
  Explanation,
  KeptRecord,
  Outcome,
  SealedIdentity,
  ServiceOutcome,
} from '../../port.ts';
import { CaseRecords } from './case-records.ts';
import type { WriteContext } from './context.ts';
import { ContradictionList } from './contradiction-list.ts';
import type { GroupKeeper } from './group-keeper.ts';
import type { IdentityTable } from './identity-table.ts';
import { Prompter } from './prompt-case.ts';
import { CaseReconciler } from './reconcile-case.ts';
import type { Reminders } from './remind.ts';
import type { Tables } from './tables.ts';
import { ThemeLinks } from './theme-links.ts';
import { UnknownCodeList } from './unknown-code-list.ts';

/** Takes in what business systems report, and opens the invitations that follow from it. */
export class ServiceRecorder {
  readonly #contradictions: ContradictionList;
  readonly #context: WriteContext;
  readonly #identities: IdentityTable;
  readonly #reminders: Reminders;
  readonly #records: CaseRecords;
  readonly #unknown: UnknownCodeList;
  readonly #cases: CaseReconciler;
  readonly #prompter: Prompter;

  constructor(
    db: DatabaseSync,
    context: WriteContext,
    {
      tables,
      groups,
      identities,
      reminders,
    }: {
      tables: Tables;
      groups: GroupKeeper;
      identities: IdentityTable;
      reminders: Reminders;
    },
  ) {
    this.#context = context;
    this.#identities = identities;
    this.#reminders = reminders;
    this.#records = new CaseRecords(db);
    this.#unknown = new UnknownCodeList(db);
    this.#contradictions = new ContradictionList(db);
    this.#prompter = new Prompter(db, context, tables);
    this.#cases = new CaseReconciler(context, {
      records: this.#records,
      links: new ThemeLinks(db),
      groups,
      members: tables.members,
      contradictions: this.#contradictions,
    });
  }

  record(command: Command<'service.record'>): ServiceOutcome {
    const { systemId, record, identity, receivedAt } = command;
    const known = this.#records.known(systemId, { record, identity });
    if (known === 'same') return { status: 'duplicate' };
    if (known === 'other') return this.#contradicted(systemId, record, receivedAt);
    const located = this.#locate(record);
    if ('errors' in located) return { status: 'refused', errors: located.errors };
    const place = this.#ratedPlace(record, located.place);
    const body: RecordedBody = {
      systemId,
      recordId: record.recordId,
      caseNo: record.caseNo,
      receivedAt,
      place,
    };
    const { ledger, now } = this.#context;
    const { position } = ledger.append('service.recorded', now, body, JSON.stringify(record));
    this.#records.insert({ position, systemId, record, identity, receivedAt });
    this.#keep(record, identity, receivedAt);
    this.#unknown.note(unknownCodes(record, this.#context.directory.get()), now);
    return this.#follow(command, located.place);
  }

  /** Who the case is for goes beside the ledger, never into it (SZ-16). */
  #keep(record: KeptRecord, identity: SealedIdentity | null, receivedAt: number): void {
    const happenedAt = occurredAt(record);
    if (identity === null) this.#identities.touch(record.caseNo, receivedAt);
    else this.#identities.put(record.caseNo, identity, { occurredAt: happenedAt, receivedAt });
  }

  /** An operator has looked at a contradiction. */
  seen({ caseNo, about, by, at }: Command<'contradiction.seen'>): Outcome<'contradiction.seen'> {
    const known = this.#contradictions.markSeen(caseNo, about, by, at);
    if (known) this.#context.ledger.append('contradictions.seen', at, { caseNo, about, by });
    return { known };
  }

  /** What the record leads to: an invitation that it opened or joined, and who asks for it now. */
  #follow(
    { record, identity, receivedAt }: Command<'service.record'>,
    place: Place,
  ): ServiceOutcome {
    const { caseNo } = record;
    const day = this.#context.calendar.dayOf(occurredAt(record));
    const pack = this.#context.packAt(occurredAt(record));
    const { stage, rule, facts } = openingUnder(pack, record, day);
    const explanation: Explanation = { rule, pack: packLabel(pack), facts };
    const before = stage === null ? null : this.#prompter.standingOf(caseNo, stage);
    const held = this.#cases.reconcile(caseNo);
    const hasContact = identity !== null && identity.phone !== null;
    this.#reminders.follow({ caseNo, hasContact }, held);
    const row =
      held.find((one) => one.stage === stage && this.#prompter.holds(one, record)) ?? null;
    if (row === null) return { status: 'recorded', invitation: null, explanation };
    if (before !== null && before.position === row.position && before.cases === row.cases) {
      const { invitationId, openedAt } = row;
      explanation.facts = { ...facts, openSince: { invitationId, openedAt } };
      return { status: 'recorded', invitation: null, explanation };
    }
    const asked = this.#prompter.ask(record, { row, place, receivedAt });
    const { invitationId, closesAt } = row;
    const invitation = { invitationId, stage: row.stage, closesAt, ...asked };
    return { status: 'recorded', invitation, explanation };
  }

  /** The other content is kept as evidence and listed; the first one holds. */
  #contradicted(systemId: string, record: ServiceRecord, receivedAt: number): ServiceOutcome {
    const { recordId, caseNo } = record;
    const message = 'Used before with another content.';
    const text = JSON.stringify(record);
    const entry = {
      at: receivedAt,
      terminalId: null,
      source: 'service-record',
      reason: 'recordConflict',
      detail: `Record ${recordId} of ${systemId}: ${message}`,
      digest: hash('sha256', text, 'base64url'),
      payload: Buffer.from(text).toString('base64'),
    };
    this.#context.quarantine.add(entry, true);
    const found = { kind: 'sameIdOtherContent', rule: 'SZ-18', recordIds: [recordId] } as const;
    this.#contradictions.add(caseNo, { ...found, recordIds: [recordId] }, this.#context.now);
    return { status: 'refused', errors: [{ path: 'recordId', message, rule: 'SZ-18' }] };
  }

  #locate(record: ServiceRecord): { place: Place } | { errors: RecordError[] } {
    const located = locate(record, this.#context.directory.get());
    const errors = [...missing(record), ...(located.ok ? [] : located.errors)];
    const { terminalId } = record;
    const kiosk = terminalId === undefined ? null : this.#context.terminals.get(terminalId);
    if (record.mode === 'kiosk' && terminalId !== undefined && kiosk?.kind !== 'kiosk') {
      errors.push({ path: 'terminalId', message: `No kiosk ${terminalId} is enrolled.` });
    }
    if (occurredAt(record) > this.#context.now + FUTURE_MS) {
      errors.push({ path: 'occurredAt', message: 'Lies in the future.', rule: 'SZ-17a' });
    }
    if (errors.length > 0 || !located.ok) return { errors };
    const hallId = located.place.hallId ?? kiosk?.hallId ?? null;
    return { place: { ...located.place, hallId } };
  }

  #ratedPlace(record: ServiceRecord, { hallId, serviceWindow }: Place): RatedPlace {
    const { item, departmentCode, staff } = record;
    const { items } = this.#context.directory.get();
    const known = items.find(({ itemCode }) => itemCode === item.itemCode)?.departmentCode;
    return {
      hallId: hallId ?? '',
      departmentCode: departmentCode ?? known ?? '',
      windowNo: serviceWindow?.windowNo ?? '',
      itemCode: item.itemCode,
      staffNo: staff?.staffNo ?? '',
    };
  }
}

/** A business system's clock may be ahead by so much; a step of tomorrow is a mistake. */
const FUTURE_MS = 24 * 60 * 60_000;
