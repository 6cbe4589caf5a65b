import type { MaintenanceFacts, PinTrouble } from '../screen/maintenance.ts';
import { USUAL } from '../screen/presentation.ts';
import type { Screen, State } from '../screen/state.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Preview } from './preview.ts';

type Of = (screen: Screen, surroundings?: Surroundings, more?: Partial<State>) => Preview;

const FACTS: MaintenanceFacts = {
  terminalId: 'ns-e12',
  hubIsReached: true,
  pending: 0,
  oldestPendingAt: null,
  refused: 0,
  evidence: 0,
  lastReceiptAt: Date.parse('2026-11-22T10:29:00+08:00'),
  appVersion: '0.1.0',
  agentVersion: '0.1.0',
  edition: { runs: '2026.11.2', serves: '2026.11.2', refused: null },
  configurationRevision: 14,
  restarts: { count: 0, lastWhy: null },
};

/** As bad as it gets. */
const TROUBLED: MaintenanceFacts = {
  ...FACTS,
  terminalId: 'shenzhen-nanshan-yuehai-evaluator-window-b112-02',
  hubIsReached: false,
  pending: 1_284,
  oldestPendingAt: Date.parse('2026-11-19T16:41:00+08:00'),
  refused: 3,
  evidence: 27,
  edition: {
    runs: '2026.11.2-nanshan',
    serves: '2026.11.2-nanshan',
    refused: { edition: '2026.11.3-nanshan', reason: 'neverStarted' },
  },
  restarts: { count: 12, lastWhy: 'the screen gave no sign of life' },
};

/** Screens that only a technician sees. */
export function technicianPreviews(of: Of, online: Surroundings): Record<string, Preview> {
  const maintenance = { pinHash: 'scrypt' };
  const { configuration } = online;
  const pinned = { ...online, configuration: configuration && { ...configuration, maintenance } };
  const awake: Screen = { kind: 'idle', awakeUntil: Number.POSITIVE_INFINITY };
  const corner = (
    facts: MaintenanceFacts | null,
    trouble: PinTrouble | null = null,
    more: Partial<State> = {},
  ) => of(awake, pinned, { panel: { kind: 'maintenance', facts, trouble }, ...more });
  const english = { presentation: { ...USUAL, language: 'en' as const } };
  const large = { presentation: { ...USUAL, large: true } };
  return {
    'idle-corner': of(awake, pinned),
    'idle-corner-large': of(awake, pinned, large),
    'paused-corner': of({ kind: 'paused' }, pinned),
    pin: corner(null),
    'pin-wrong': corner(null, { kind: 'wrong' }),
    'pin-locked': corner(null, { kind: 'locked', waitSeconds: 3_600 }, large),
    'pin-en': corner(null, { kind: 'noAgent' }, english),
    maintenance: corner(FACTS),
    'maintenance-troubled': corner(TROUBLED),
    'maintenance-refused': corner(TROUBLED, null, { refused: 'Not authorized' }),
    'maintenance-large': corner(FACTS, null, large),
    'maintenance-en': corner(TROUBLED, null, english),
  };
}
