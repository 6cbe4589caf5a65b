import type { DatabaseSync } from 'node:sqlite';
import type { CommandKind, Outcome } from '../../port.ts';
import type { WriterCommand } from '../batch.ts';
import { Administration } from './administer.ts';
import { TerminalAttendant } from './attend-terminal.ts';
import { ConfigurationWriter } from './configurations.ts';
import type { WriteContext } from './context.ts';
import { DeliveryTable } from './delivery-table.ts';
import { EnrolmentDesk } from './enrol.ts';
import { OutboundFeed } from './feed-outbound.ts';
import { InvitationTable } from './invitation-table.ts';
import { PromptTable } from './prompt-table.ts';
import { RatingTable } from './rating-table.ts';
import { RatingReceiver } from './receive-rating.ts';
import { ServiceRecorder } from './record-service.ts';
import { RatingSettler } from './settle-rating.ts';

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
  const ratings = new RatingTable(db);
  const invitations = new InvitationTable(db);
  const prompts = new PromptTable(db);
  const tables = { ratings, invitations, prompts };
  const receiver = new RatingReceiver(context, tables);
  const settler = new RatingSettler(context, tables);
  const services = new ServiceRecorder(db, context, { invitations, prompts, settler });
  const attendant = new TerminalAttendant(db, context, prompts);
  const configurations = new ConfigurationWriter(db, context);
  const desk = new EnrolmentDesk(db, context, configurations);
  const administration = new Administration(db, context, configurations);
  const deliveries = new DeliveryTable(db, context);
  const feed = new OutboundFeed(db, context, deliveries);
  const handlers: Handlers = {
    'rating.receive': (command) => receiver.receive(command),
    'quarantine.add': ({ entry }) => {
      context.quarantine.add(entry, false);
      return { kept: true };
    },
    'service.record': (command) => services.record(command),
    'prompt.report': (command) => attendant.report(command),
    'signature.judged': (command) => settler.judged(command),
    'terminal.presence': (command) => attendant.presence(command),
    'terminal.status': (command) => attendant.setStatus(command),
    'enrolment.request': (command) => desk.request(command),
    'enrolment.approve': (command) => desk.approve(command),
    'enrolment.reject': (command) => desk.reject(command),
    'enrolment.collect': (command) => desk.collect(command),
    'directory.import': (command) => administration.importDirectory(command),
    'system.add': (command) => administration.addSystem(command),
    'system.revoke': (command) => administration.revokeSystem(command),
    'account.put': (command) => administration.putAccount(command),
    'outbound.begin': (command) => feed.begin(command),
    'outbound.feed': (command) => feed.feed(command),
    'outbound.settle': (command) => deliveries.settle(command),
    'outbound.resend': (command) => deliveries.resend(command),
    'outbound.replay': (command) => feed.replay(command),
  };
  const run = (command: WriterCommand) =>
    (handlers[command.kind] as (command: WriterCommand) => Outcome<CommandKind>)(command);
  return { begin: () => administration.begin(), run };
}
