import { existsSync } from 'node:fs';
import { SerialPort } from 'serialport';
import type { SerialLine } from '../../../protocol/serial/index.ts';
import type { DevicePort, OpenPort, PortListener } from './port.ts';
import { findPort, type PortIdentity } from './port-identity.ts';

/** A serial port by node-serialport, found again by what its device is, wherever it was plugged in. */
export function createSerialPort(identity: PortIdentity, line: SerialLine): DevicePort {
  return {
    async open(listener) {
      const path = await pathOf(identity);
      const port = new SerialPort({ path, autoOpen: false, lock: true, ...settingsOf(line) });
      await opened(port);
      return openPort(port, listener, async () => {
        const now = await pathOf(identity).catch(() => null);
        return now === path && (process.platform === 'win32' || existsSync(path));
      });
    },
  };
}

async function pathOf(identity: PortIdentity): Promise<string> {
  const listed = identity.kind === 'usb' ? await SerialPort.list() : [];
  const found = findPort(identity, listed);
  if (!found.ok) throw new Error(found.why);
  return found.path;
}

function settingsOf({ baudRate, dataBits, parity, stopBits, flowControl }: SerialLine) {
  return { baudRate, dataBits, parity, stopBits, rtscts: flowControl === 'rtscts' };
}

function opened(port: SerialPort): Promise<void> {
  return new Promise((resolve, reject) => {
    port.open((error) => (error ? reject(error) : resolve()));
  });
}

function openPort(
  port: SerialPort,
  listener: PortListener,
  isPresent: () => Promise<boolean>,
): OpenPort {
  let isOurs = true;
  const end = (why: string) => {
    if (!isOurs) return;
    isOurs = false;
    listener.onClosed(why);
  };
  port.on('data', (chunk: Uint8Array) => isOurs && listener.onBytes(chunk));
  port.on('error', (error: Error) => end(error.message));
  port.on('close', (error: Error | null) => end(error?.message ?? 'the port was closed'));
  return {
    isPresent,
    write(bytes) {
      if (port.isOpen) port.write(bytes, (error) => error && end(error.message));
    },
    drain: () =>
      new Promise((resolve) => {
        if (port.isOpen) port.drain(() => resolve());
        else resolve();
      }),
    async close() {
      isOurs = false;
      if (!port.isOpen) return;
      await new Promise<void>((resolve) => port.close(() => resolve()));
    },
  };
}
