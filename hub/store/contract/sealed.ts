import type { SealedIdentity } from '../port.ts';

/** An identity as the main side hands it in; the store never knows what the values say. */
export function sealed(name: string, other: Partial<SealedIdentity> = {}): SealedIdentity {
  return {
    keyId: 'k-1',
    kind: 'person',
    idType: 'residentId',
    name: `sealed ${name}`,
    idNo: 'sealed number',
    phone: null,
    idNoIndex: `index of ${name}`,
    phoneIndex: null,
    digest: `digest of ${name}`,
    ...other,
  };
}
