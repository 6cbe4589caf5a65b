import { describe, expect, it } from 'vitest';
import { findPort, readPortIdentity } from './port-identity.ts';

const CH340 = { path: '/dev/ttyUSB0', vendorId: '1a86', productId: '7523' };
const find = (text: string, listed: Parameters<typeof findPort>[1]) => {
  const identity = readPortIdentity(text);
  return identity === null ? null : findPort(identity, listed);
};

describe('the identity of a port', () => {
  it('is the device, in whichever socket it is', () => {
    const moved = { ...CH340, path: '/dev/ttyUSB7' };
    expect(find('usb:1A86:7523', [moved])).toEqual({ ok: true, path: '/dev/ttyUSB7' });
  });

  it('tells two devices of one kind apart by their serial number', () => {
    const two = [
      { ...CH340, serialNumber: 'A' },
      { ...CH340, path: '/dev/ttyUSB1', serialNumber: 'B' },
    ];
    expect(find('usb:1a86:7523:B', two)).toEqual({ ok: true, path: '/dev/ttyUSB1' });
    expect(find('usb:1a86:7523', two)).toMatchObject({ ok: false });
    expect(find('usb:1a86:7523:C', two)).toMatchObject({ ok: false });
  });

  it('may be a path that stands for it, and nothing else', () => {
    const byId = '/dev/serial/by-id/usb-1a86-port0';
    expect(find(byId, [])).toEqual({ ok: true, path: byId });
    expect(find('COM3', [])).toEqual({ ok: true, path: 'COM3' });
    for (const text of ['', 'ttyUSB0', 'usb:1a86', 'usb:xyz:7523']) {
      expect(readPortIdentity(text)).toBeNull();
    }
  });
});
