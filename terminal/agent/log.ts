import { type DestinationStream, type Logger, pino } from 'pino';

export type Log = Logger;

/** JSON lines to standard error, or to a destination that a test reads. No personal data in it. */
export function createLog(level: string, destination?: DestinationStream): Log {
  return pino(
    {
      level,
      base: null,
      messageKey: 'message',
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    destination ?? pino.destination({ dest: 2, sync: true }),
  );
}
