import type { Clock } from '../../../protocol/index.ts';
import { codecOf, type DriverProfile } from '../../../protocol/serial/index.ts';
import { AgentError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Keypad, KeypadListener } from './keypad.ts';
import { KeypadRecord } from './keypad-record.ts';
import type { DevicePort } from './port.ts';
import { readPortIdentity } from './port-identity.ts';
import { SerialKeypad } from './serial-keypad.ts';
import { createSerialPort } from './serial-port.ts';
import { SundynKeypad } from './sundyn-keypad.ts';
import { createTcpRoad, createUdpRoad } from './sundyn-road.ts';

export interface KeypadOptions {
  profile: DriverProfile;
  /** Where it hangs: a port's identity, or `host` / `host:port` of one on the network. */
  place: string;
  clock: Clock;
  log: Log;
  listener: KeypadListener;
  random?: () => number;
  /** Instead of a port of this machine. */
  port?: DevicePort;
}

/** The keypad that a profile describes. Throws `AgentError` when its place cannot be one. */
export function createKeypad(options: KeypadOptions): Keypad {
  const { profile, place, clock, log } = options;
  const { line } = profile;
  const record = new KeypadRecord(options);
  if (line.kind !== 'serial') {
    const address = addressOf(place, line.port);
    const road =
      line.kind === 'tcp' ? createTcpRoad(address, clock) : createUdpRoad(address, clock);
    return new SundynKeypad({ profile, road, record, clock, log });
  }
  const identity = readPortIdentity(place);
  const codec = codecOf(profile);
  if (identity === null || codec === null) {
    const words = `--keypad-port ${place}: expected a path, COM3, or usb:VENDOR:PRODUCT[:SERIAL]`;
    throw new AgentError('keypadPort', words);
  }
  const port = options.port ?? createSerialPort(identity, line);
  const random = options.random ?? Math.random;
  return new SerialKeypad({ profile, codec, port, record, clock, random });
}

function addressOf(place: string, usualPort: number) {
  const [, host, port] = /^([^/:\s]+)(?::(\d{1,5}))?$/.exec(place) ?? [];
  if (host === undefined) {
    throw new AgentError('keypadPort', `--keypad-port ${place}: expected host or host:port`);
  }
  return { host, port: port === undefined ? usualPort : Number(port) };
}
