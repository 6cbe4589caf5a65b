import type { Clock, EditionFact } from '../../../protocol/index.ts';
import type { AgentConfig } from '../config.ts';
import { EditionFolder } from '../edition/edition-folder.ts';
import { EditionKeeper } from '../edition/edition-keeper.ts';
import type { Log } from '../log.ts';
import { PinDesk } from './pin-desk.ts';
import { Restart } from './restart.ts';
import { markForWiping, wipeIfMarked } from './wipe.ts';

export interface UpkeepParts {
  clock: Clock;
  log: Log;
  /** The hub wants this process to end and be started again. */
  onRestart: () => void;
  onEdition: (fact: EditionFact) => void;
}

/** What the hub, by way of the page, has done on this device, and what opens its corner. */
export class Upkeep {
  readonly restart: Restart;
  readonly editions: EditionKeeper;
  readonly pins: PinDesk;
  private readonly dataFolder: string;
  private readonly log: Log;

  constructor(config: AgentConfig, parts: UpkeepParts) {
    const { dataFolder, appFolder, hubUrl } = config;
    const { clock, log } = parts;
    this.dataFolder = dataFolder;
    this.log = log;
    this.restart = new Restart(dataFolder, parts);
    this.pins = new PinDesk(dataFolder, clock);
    const folder = new EditionFolder(dataFolder, appFolder);
    this.editions = new EditionKeeper({ folder, hubUrl, clock, log, onChange: parts.onEdition });
  }

  /** Before anything of the data folder is read: it may have to be forgotten. */
  forget(): void {
    if (wipeIfMarked(this.dataFolder)) this.log.warn('decommissioned: all is forgotten');
  }

  start(): void {
    this.editions.start();
    this.pins.start();
  }

  stop(): void {
    this.editions.stop();
  }

  /** Everything this installation was given is forgotten by its next start. */
  wipe(instructionId: string): void {
    markForWiping(this.dataFolder);
    this.restart.ask(instructionId);
  }
}
