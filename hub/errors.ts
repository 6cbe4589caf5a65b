/** A fault of the hub itself, told apart by a stable code; the cause is kept. */
export class HubError extends Error {
  readonly code:
    | 'portTaken'
    | 'cannotListen'
    | 'badConfiguration'
    | 'storeFailed'
    | 'accessDenied'
    | 'linkKeys'
    | 'travelClock';

  constructor(code: HubError['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'HubError';
    this.code = code;
  }
}

/** Says which option to change when a port cannot be had. */
export function listenError(error: unknown, where: { option: string; address: string }): HubError {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'EADDRINUSE'
    ? new HubError(
        'portTaken',
        `${where.address} is taken by another program; choose another port with ${where.option}`,
        error,
      )
    : new HubError(
        'cannotListen',
        `cannot listen on ${where.address} (${code ?? String(error)}); see ${where.option}`,
        error,
      );
}
