import { HubRefusal } from '../hub-api.ts';
import type { Stage } from './stage.ts';

/** What of the hub's view of a case a scenario looks at. */
export interface CaseSeen {
  invitations: { status: string; defaultLevel: number | null }[];
  ratings: {
    eventId: string;
    level: number | null;
    standing: string;
    order: { orderNo: string; state: string } | null;
  }[];
}

/** A case as the hub has it now; null while the hub has not heard of it, or is away. */
export async function caseAt({ hub }: Stage, caseNo: string): Promise<CaseSeen | null> {
  try {
    return await hub.call<CaseSeen>('GET', `/api/cases/${caseNo}`);
  } catch (error) {
    const isAway = !(error instanceof HubRefusal) || error.status === 404 || error.status >= 500;
    if (isAway) return null;
    throw error;
  }
}

export interface DeliverySeen {
  id: number;
  destination: string;
  state: string;
}

/** Deliveries to a receiver that it refused, as the hub lists them. */
export async function refusedBy({ hub }: Stage, receiver: string): Promise<DeliverySeen[]> {
  const all = await hub.call<DeliverySeen[]>('GET', '/api/deliveries?state=refused&limit=500');
  return all.filter(({ destination }) => destination.split(':')[0] === receiver);
}
