import type { OutboundSettings } from '../../outbound/deliveries-of.ts';
import type {
  DeliveryResult,
  DeliveryRow,
  DeliveryState,
  Destination,
  DestinationRow,
  DueDelivery,
} from '../../outbound/delivery.ts';

/** Deliveries to the hotline, the SMS gateway and the provincial platform. */
export interface OutboundCommands {
  /** At every start: a destination switched on begins now, one switched off is forgotten. */
  'outbound.begin': { command: { destinations: Destination[] }; outcome: null };
  /** Reads a step of the ledger and makes its deliveries. Exactly once for each cause. */
  'outbound.feed': {
    command: { settings: OutboundSettings; limit: number; at: number };
    /** `behind`: entries still to be read. `unreadable`: positions that were passed over. */
    outcome: { made: number; behind: number; unreadable: number[] };
  };
  /** What became of attempts; one that is settled already stays as it is. */
  'outbound.settle': {
    command: { results: DeliveryResult[]; at: number };
    outcome: null;
  };
  /** Sends a refused or abandoned delivery again. */
  'outbound.resend': {
    command: { id: number; by: string; at: number };
    outcome: { resent: boolean; state: DeliveryState | null };
  };
  /** Feeds a destination again from a ledger position on; what it has is not made twice. */
  'outbound.replay': {
    command: { destination: Destination; from: number; by: string; at: number };
    outcome: { known: boolean };
  };
}

export interface OutboundQueries {
  /** Newest first. `before` is the id of a delivery. */
  deliveries: {
    query: { state?: DeliveryState; destination?: string; limit: number; before?: number };
    answer: DeliveryRow[];
  };
  delivery: { query: { id: number }; answer: DeliveryRow | null };
  /** The longest due first; `nextAt` is when another one will be due. */
  dueDeliveries: {
    query: { destination: Destination; at: number; limit: number };
    answer: { due: DueDelivery[]; nextAt: number | null };
  };
  destinations: { query: object; answer: DestinationRow[] };
}
