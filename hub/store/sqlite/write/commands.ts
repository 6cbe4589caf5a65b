import type { DatabaseSync } from 'node:sqlite';
import type { CommandKind, Outcome } from '../../port.ts';
import type { WriterCommand } from '../batch.ts';
import { AccessLog } from './access-log.ts';
import { AccountDesk } from './accounts.ts';
import { Administration } from './administer.ts';
import { AppealWriter } from './appeals.ts';
import { TerminalAttendant } from './attend-terminal.ts';
import { BulletinPublisher } from './bulletins.ts';
import { ConfigurationWriter } from './configurations.ts';
import type { WriteContext } from './context.ts';
import { DefaultSweep } from './default-sweep.ts';
import { DeliveryTable } from './delivery-table.ts';
import { EditionTable } from './edition-table.ts';
import { EnrolmentDesk } from './enrol.ts';
import { RatingEntrance } from './enter-rating.ts';
import { EntryRedactor } from './entry-redactor.ts';
import { InvitationExtender } from './extend-invitations.ts';
import { OutboundFeed } from './feed-outbound.ts';
import { FigureMoves } from './figure-moves.ts';
import { GroupKeeper } from './group-keeper.ts';
import { IdentityTable } from './identity-table.ts';
import { RuleDesk } from './import-rules.ts';
import { SignatureJudge } from './judge-signatures.ts';
import { IdentityKeeper } from './keep-identities.ts';
import { RatingKeeper } from './keep-rating.ts';
import { InvitationMover } from './move-invitations.ts';
import { RatingReceiver } from './receive-rating.ts';
import { ServiceRecorder } from './record-service.ts';
import { RatingRedactor } from './redact-rating.ts';
import { WordsRedactor } from './redact-words.ts';
import { Reminders } from './remind.ts';
import { Standings } from './standings.ts';
import { openTables } from './tables.ts';
import { TerminalUpkeep } from './terminal-upkeep.ts';
import { UnknownCodeList } from './unknown-code-list.ts';
import { WorkOrderTable } from './work-order-table.ts';
import { WorkOrderWriter } from './work-orders.ts';

/** What carries out each command. */
export type Handlers = {
  [K in CommandKind]: (command: Extract<WriterCommand, { kind: K }>) => Outcome<K>;
};

export interface Commands {
  begin(): void;
  run(command: WriterCommand): Outcome<CommandKind>;
}

/** Puts the parts together that change the store. */
export function createCommands(db: DatabaseSync, context: WriteContext): Commands {
  const tables = openTables(db);
  const moves = new FigureMoves(context.figures, tables);
  const orders = new WorkOrderWriter(context, new WorkOrderTable(db), tables.members);
  const standings = new Standings(context, { tables, moves, orders });
  const appeals = new AppealWriter(db, context, { tables, moves });
  const unknown = new UnknownCodeList(db);
  const ratings = new RatingKeeper(context, { tables, moves, standings, orders, unknown });
  const receiver = new RatingReceiver(context, tables, ratings);
  const entrance = new RatingEntrance(context, tables, ratings);
  const signatures = new SignatureJudge(context, { tables, standings, orders });
  const identities = new IdentityTable(db);
  const reminders = new Reminders(db, context, tables);
  const extender = new InvitationExtender(context, tables, orders);
  const groups = new GroupKeeper(context, { tables, standings, extender });
  const services = new ServiceRecorder(db, context, { tables, groups, identities, reminders });
  const sweep = new DefaultSweep(context, tables, moves);
  const attendant = new TerminalAttendant(db, context, tables.prompts);
  const accessLog = new AccessLog(db, context.ledger);
  const keeper = new IdentityKeeper(identities, accessLog);
  const accounts = new AccountDesk(db, context);
  const configurations = new ConfigurationWriter(db, context);
  const desk = new EnrolmentDesk(db, context, configurations);
  const administration = new Administration(db, context, configurations);
  const editions = new EditionTable(db);
  const upkeep = new TerminalUpkeep(db, context, configurations);
  const rules = new RuleDesk(db, context, [new InvitationMover(context, tables, groups), orders]);
  const deliveries = new DeliveryTable(db, context);
  const entries = new EntryRedactor(db, accessLog);
  const redactor = new RatingRedactor(db, { entries, ratings: tables.ratings, deliveries });
  const words = new WordsRedactor(db, entries);
  const feed = new OutboundFeed(db, context, deliveries);
  const publisher = new BulletinPublisher(db, context);
  const handlers: Handlers = {
    'rating.receive': (command) => receiver.receive(command),
    'rating.redact': (command) => redactor.redact(command),
    'words.redact': (command) => words.redact(command),
    'rating.enter': (command) => entrance.enter(command),
    'quarantine.add': ({ entry }) => {
      context.quarantine.add(entry, false);
      return { kept: true };
    },
    'service.record': (command) => services.record(command),
    'prompt.report': (command) => attendant.report(command),
    'signature.judged': (command) => signatures.judged(command),
    'defaults.sweep': (command) => sweep.sweep(command),
    'reminders.due': (command) => reminders.remind(command),
    'contradiction.seen': (command) => services.seen(command),
    'workOrder.step': (command) => orders.step(command),
    'appeal.file': (command) => appeals.file(command),
    'appeal.decide': (command) => appeals.decide(command),
    'bulletin.publish': (command) => publisher.publish(command),
    'terminal.presence': (command) => attendant.presence(command),
    'terminal.status': (command) => attendant.setStatus(command),
    'terminalSettings.change': (command) => upkeep.decide(command),
    'edition.publish': (command) => editions.publish(command, context.ledger),
    'enrolment.request': (command) => desk.request(command),
    'enrolment.approve': (command) => desk.approve(command),
    'enrolment.reject': (command) => desk.reject(command),
    'enrolment.collect': (command) => desk.collect(command),
    'directory.import': (command) => administration.importDirectory(command),
    'system.add': (command) => administration.addSystem(command),
    'system.revoke': (command) => administration.revokeSystem(command),
    'pack.import': (command) => rules.importPack(command),
    'calendar.import': (command) => rules.importCalendar(command),
    'account.put': (command) => accounts.put(command),
    'account.add': (command) => accounts.add(command),
    'account.password': (command) => accounts.password(command),
    'account.roles': (command) => accounts.setRoles(command),
    'account.remove': (command) => accounts.remove(command),
    'identity.accessed': (command) => keeper.accessed(command),
    'identity.expire': (command) => keeper.expire(command),
    'identity.reseal': (command) => keeper.reseal(command),
    'key.changed': (command) => keeper.keyChanged(command),
    'outbound.begin': (command) => feed.begin(command),
    'outbound.feed': (command) => feed.feed(command),
    'outbound.settle': (command) => deliveries.settle(command),
    'outbound.resend': (command) => deliveries.resend(command),
    'outbound.replay': (command) => feed.replay(command),
  };
  const run = (command: WriterCommand) =>
    (handlers[command.kind] as (command: WriterCommand) => Outcome<CommandKind>)(command);
  const begin = () => {
    administration.begin();
    rules.begin();
  };
  return { begin, run };
}
