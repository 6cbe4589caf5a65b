import type { DatabaseSync } from 'node:sqlite';
import type { CommandKind, Outcome } from '../../port.ts';
import type { WriterCommand } from '../batch.ts';
import { Administration } from './administer.ts';
import { TerminalAttendant } from './attend-terminal.ts';
import { BulletinPublisher } from './bulletins.ts';
import { ConfigurationWriter } from './configurations.ts';
import type { WriteContext } from './context.ts';
import { DefaultSweep } from './default-sweep.ts';
import { EnrolmentDesk } from './enrol.ts';
import { FigureMoves } from './figure-moves.ts';
import { SignatureJudge } from './judge-signatures.ts';
import { RatingReceiver } from './receive-rating.ts';
import { ServiceRecorder } from './record-service.ts';
import { Standings } from './standings.ts';
import { openTables } from './tables.ts';

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
  const standings = new Standings(context, tables, moves);
  const receiver = new RatingReceiver(context, { tables, moves, standings });
  const signatures = new SignatureJudge(context, tables, standings);
  const services = new ServiceRecorder(db, context, { tables, standings });
  const sweep = new DefaultSweep(context, tables, moves);
  const attendant = new TerminalAttendant(db, context, tables.prompts);
  const configurations = new ConfigurationWriter(db, context);
  const desk = new EnrolmentDesk(db, context, configurations);
  const administration = new Administration(db, context, configurations);
  const publisher = new BulletinPublisher(db, context);
  const handlers: Handlers = {
    'rating.receive': (command) => receiver.receive(command),
    'quarantine.add': ({ entry }) => {
      context.quarantine.add(entry, false);
      return { kept: true };
    },
    'service.record': (command) => services.record(command),
    'prompt.report': (command) => attendant.report(command),
    'signature.judged': (command) => signatures.judged(command),
    'defaults.sweep': (command) => sweep.sweep(command),
    'contradiction.seen': (command) => services.seen(command),
    'bulletin.publish': (command) => publisher.publish(command),
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
  };
  const run = (command: WriterCommand) =>
    (handlers[command.kind] as (command: WriterCommand) => Outcome<CommandKind>)(command);
  return { begin: () => administration.begin(), run };
}
