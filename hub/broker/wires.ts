import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { Wire } from './guard.ts';

/** MQTT over TCP. Without noDelay, Nagle and delayed ACK cost 44–88 ms a message. */
export function tcpWire(socket: Socket): Wire {
  const address = socket.remoteAddress ?? 'unknown';
  let corked = false;
  const uncork = () => {
    corked = false;
    socket.uncork();
  };
  return {
    address,
    open({ onBytes, onEnd, onError }) {
      socket.setNoDelay(true);
      socket.on('error', onError);
      socket.on('end', onEnd);
      socket.on('close', onEnd);
      socket.on('data', onBytes);
    },
    // A commit acknowledges several ratings of one terminal at once: they leave in one segment.
    write(chunk, done) {
      if (!corked) {
        corked = true;
        socket.cork();
        process.nextTick(uncork);
      }
      if (socket.write(chunk)) done();
      else socket.once('drain', done);
    },
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    end: () => void socket.destroySoon(),
    destroy: () => void socket.destroy(),
  };
}

/** How long a WebSocket may take over its closing words; `ws` would wait 30 s for a silent peer. */
const CLOSING_MS = 2_000;

/** MQTT over WebSocket: binary frames, a packet may span frames and a frame packets (MQTT-6.0.0-3). */
export function webSocketWire(
  socket: WebSocket,
  address: string,
  after: (delayMs: number, run: () => void) => () => void,
): Wire {
  let cancelClosing: (() => void) | undefined;
  return {
    address,
    open({ onBytes, onEnd, onError }) {
      socket.on('error', onError);
      socket.on('close', () => {
        cancelClosing?.();
        onEnd();
      });
      socket.on('message', (data, isBinary) => {
        if (isBinary) onBytes(data as Buffer);
        else onError(new Error('a text frame is not MQTT (MQTT-6.0.0-1)'));
      });
    },
    write: (chunk, done) => socket.send(chunk, { binary: true }, done),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    end() {
      if (socket.readyState >= socket.CLOSING) return;
      cancelClosing = after(CLOSING_MS, () => socket.terminate());
      socket.resume();
      socket.close(1000);
    },
    destroy: () => socket.terminate(),
  };
}
