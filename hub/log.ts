import { type DestinationStream, type Logger, pino } from 'pino';

export type Log = Logger;

/**
 * What must never reach a log, whoever hands it in: secrets by which a party proves itself, and
 * what a citizen or a staff member is or wrote (SZ-16).
 */
const CENSORED = [
  'secret',
  'password',
  'passwordHash',
  'secretHash',
  'newSecretHash',
  'key',
  'keyHash',
  'token',
  'collectToken',
  'authorization',
  'text',
  'staff',
  'applicant',
  'payload',
];

/**
 * The hub's log: JSON lines to standard error (standard output is for the one who started it),
 * or to a destination that a test reads.
 */
export function createLog(level: string, destination?: DestinationStream): Log {
  const paths = CENSORED.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  return pino(
    {
      level,
      base: null,
      messageKey: 'message',
      redact: { paths, censor: '[removed]' },
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    destination ?? pino.destination({ dest: 2, sync: true }),
  );
}
