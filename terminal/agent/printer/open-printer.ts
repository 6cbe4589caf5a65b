import type { Clock } from '../../../protocol/index.ts';
import type { AgentConfig } from '../config.ts';
import { readPortIdentity } from '../devices/port-identity.ts';
import { createSerialPort } from '../devices/serial-port.ts';
import { AgentError } from '../errors.ts';
import { SlipPrinter } from './printer.ts';

/** The receipt printer of the settings, or `null` when there is none. Throws `AgentError`. */
export function openPrinter(
  { printerPort, printerBaudRate }: Pick<AgentConfig, 'printerPort' | 'printerBaudRate'>,
  clock: Clock,
): SlipPrinter | null {
  if (printerPort === '') return null;
  const identity = readPortIdentity(printerPort);
  if (identity === null) {
    const words = `--printer-port ${printerPort}: expected a path, COM3, or usb:VENDOR:PRODUCT[:SERIAL]`;
    throw new AgentError('printer', words);
  }
  const line = {
    kind: 'serial',
    baudRate: printerBaudRate,
    dataBits: 8,
    parity: 'none',
    stopBits: 1,
    flowControl: 'none',
  } as const;
  return new SlipPrinter(createSerialPort(identity, line), clock);
}
