/** One command of the simulator's command line. */
export interface Command {
  summary: string;
  /** Resolves with the exit code. */
  run(argv: readonly string[]): Promise<number>;
}
