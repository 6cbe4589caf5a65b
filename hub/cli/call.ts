import type { HubClient } from './hub-client.ts';
import type { Io } from './io.ts';

/** What a command was called with. */
export interface Call {
  words: string[];
  options: Record<string, string | undefined>;
  io: Io;
  hub: HubClient;
  /** Prints a result: as JSON when asked for, otherwise in words. */
  show(result: unknown, inWords: string): void;
}

export interface CliCommand {
  usage: string;
  meaning: string;
  /** How many words it needs after its name. */
  words: number;
  run(call: Call): Promise<number>;
}
