import { createServer, type Server } from 'node:net';
import { listenError } from '../errors.ts';
import type { Wire } from './guard.ts';
import { tcpWire } from './wires.ts';

/** MQTT over TCP. */
export class TcpDoor {
  private readonly accept: (wire: Wire) => void;
  private server: Server | undefined;

  constructor(accept: (wire: Wire) => void) {
    this.accept = accept;
  }

  /** The port it listens on, `null` when it does not. */
  get port(): number | null {
    const address = this.server?.address();
    return typeof address === 'object' && address !== null ? address.port : null;
  }

  async open(host: string, port: number): Promise<void> {
    const server = createServer({ noDelay: true }, (socket) => this.accept(tcpWire(socket)));
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) =>
        reject(listenError(error, { option: '--mqtt-port', address: `${host}:${port}` })),
      );
      server.listen(port, host, resolve);
    });
  }

  /** Takes nobody in any more; those inside stay. */
  close(): void {
    this.server?.close();
  }
}
