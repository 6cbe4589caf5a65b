/** fetch says only that it failed; the cause says why. */
export function wordsOfFault(error: unknown, hubUrl = ''): string {
  const { message, cause } = error as Error;
  if (!(error instanceof TypeError) || !(cause instanceof Error)) return message;
  return `${hubUrl} (--hub): ${cause.message}`;
}
