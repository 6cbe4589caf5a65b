/**
 * By what a device is known again: a path that stands for the device (`/dev/serial/by-id/…`, `COM3`),
 * or its USB numbers, `usb:1a86:7523` or `usb:1a86:7523:SERIAL`.
 */
export type PortIdentity =
  | { kind: 'path'; path: string }
  | { kind: 'usb'; vendorId: string; productId: string; serialNumber: string | null };

/** What the system tells of a port. */
export interface ListedPort {
  path: string;
  vendorId?: string | undefined;
  productId?: string | undefined;
  serialNumber?: string | undefined;
}

export type Found =
  | { ok: true; path: string }
  /** `ambiguous`: a rating must not come from whichever of two keypads was found first. */
  | { ok: false; why: string };

/** Reads a setting; `null` when it is no identity. */
export function readPortIdentity(text: string): PortIdentity | null {
  const usb = /^usb:([0-9a-f]{4}):([0-9a-f]{4})(?::([^:]+))?$/i.exec(text);
  if (usb) {
    const [, vendorId = '', productId = '', serialNumber = null] = usb;
    return { kind: 'usb', vendorId, productId, serialNumber };
  }
  if (text.startsWith('usb:')) return null;
  return text.startsWith('/') || /^COM\d+$/i.test(text) ? { kind: 'path', path: text } : null;
}

/** Where the device is now. */
export function findPort(identity: PortIdentity, listed: readonly ListedPort[]): Found {
  if (identity.kind === 'path') return { ok: true, path: identity.path };
  const { vendorId, productId, serialNumber } = identity;
  const same = listed.filter(
    (port) =>
      isSame(port.vendorId, vendorId) &&
      isSame(port.productId, productId) &&
      (serialNumber === null || port.serialNumber === serialNumber),
  );
  const [only] = same;
  const name = `usb:${vendorId}:${productId}${serialNumber === null ? '' : `:${serialNumber}`}`;
  if (only === undefined) return { ok: false, why: `${name} is not plugged in` };
  if (same.length === 1) return { ok: true, path: only.path };
  const paths = same.map(({ path }) => path).join(', ');
  return { ok: false, why: `${name} is plugged in ${same.length} times (${paths}); name one` };
}

function isSame(one: string | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}
