/** A fault of the agent, told apart by a stable code; the cause is kept. */
export class AgentError extends Error {
  override readonly name = 'AgentError';
  readonly code:
    | 'portTaken'
    | 'cannotListen'
    | 'appMissing'
    | 'voiceMissing'
    | 'dataFolder'
    | 'keypadProfile'
    | 'keypadPort'
    | 'printer';

  constructor(code: AgentError['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** Says which option to change when the port cannot be had. */
export function listenError(error: unknown, port: number): AgentError {
  const { code } = error as NodeJS.ErrnoException;
  const address = `127.0.0.1:${port}`;
  if (code === 'EADDRINUSE') {
    const advice = 'choose another port with --port (HAOCHAPING_AGENT_PORT)';
    return new AgentError('portTaken', `${address} is taken by another program; ${advice}`, error);
  }
  const words = `cannot listen on ${address} (${code ?? String(error)}); see --port`;
  return new AgentError('cannotListen', words, error);
}
