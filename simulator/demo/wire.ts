import type { Level } from '../../protocol/index.ts';

/** What the demonstration tells its page: all of it, after every change. */
export interface DemoView {
  hub: { state: 'on' | 'off' | 'changing'; url: string };
  hallName: string;
  places: PlaceView[];
  items: { itemCode: string; name: string; certificate: boolean; places: string[] }[];
  staff: { staffNo: string; name: string }[];
  /** Service records that the window PC keeps until the hub is there again. */
  heldRecords: number;
  /** Newest first. */
  ratings: RatingView[];
  /** Newest first. */
  log: LogLine[];
}

/** A place where a citizen is served: a window with its evaluator, or a kiosk. */
export interface PlaceView {
  placeId: string;
  kind: 'evaluator' | 'kiosk';
  no: string;
  name: string;
  staffNo: string | null;
  agentUrl: string;
  terminalId: string | null;
  enrolment: 'waiting' | 'enrolled';
  connected: boolean;
  /** Ratings in the outbox of the device; null while the agent has not heard from the screen. */
  pending: number | null;
}

export interface RatingView {
  eventId: string;
  caseNo: string;
  level: Level;
  standing: 'counted' | 'unmatched' | 'refused' | 'forged';
  itemName: string | null;
  windowNo: string | null;
  terminalId: string;
  tappedAt: number;
  receivedAt: number;
  storedAt: number;
  receiptCode: string;
}

export interface LogLine {
  at: number;
  who: 'windowPc' | 'administrator' | 'hub' | 'terminal';
  zh: string;
  en: string;
}

export interface FinishRequest {
  placeId: string;
  itemCode: string;
  staffNo: string | null;
  /** hub: as usual, the agent only when the hub is away. agent: straight to the agent. */
  road: 'hub' | 'agent';
}

export type FinishAnswer =
  | { ok: true; caseNo: string; road: 'hub' | 'agent' }
  | { ok: false; zh: string; en: string };
