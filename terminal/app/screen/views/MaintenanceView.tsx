import { type ReactNode, useContext, useEffect, useState } from 'react';
import { languageSpoken, say } from '../../words/say.ts';
import type { MaintenanceFacts, PinTrouble } from '../maintenance.ts';
import { Press } from '../parts/Press.tsx';
import { Title } from '../parts/Title.tsx';
import { TimeContext } from '../parts/time.tsx';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'];
const LONGEST_PIN = 12;
const NOT_TAKEN = {
  unreachable: 'notTakenUnreachable',
  notPublished: 'notTakenNotPublished',
  badManifest: 'notTakenBadManifest',
  badFile: 'notTakenBadFile',
  incomplete: 'notTakenIncomplete',
  tooLarge: 'notTakenTooLarge',
  notKept: 'notTakenNotKept',
  neverStarted: 'notTakenNeverStarted',
} as const;
/** A technician who walks away leaves nothing open. */
const ABANDONED_MS = 60_000;

export interface MaintenanceViewProps {
  /** Null until the PIN was right. */
  facts: MaintenanceFacts | null;
  trouble: PinTrouble | null;
  onUnlock: (pin: string) => void;
  onExport: () => void;
  onCalibrate: () => void;
  /** The hub refuses this terminal: it may be enrolled anew. */
  onReenrol: (() => void) | null;
  onTouched: () => void;
  onClose: () => void;
}

/** The technicians' corner: first a PIN, then how the terminal stands. */
export default function MaintenanceView(props: MaintenanceViewProps) {
  const { facts, onTouched, onClose } = props;
  const { clock } = useContext(TimeContext);
  const [touches, setTouches] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each touch begins the time anew
  useEffect(() => clock.after(ABANDONED_MS, onClose), [clock, touches]);
  const touched = () => {
    setTouches(touches + 1);
    onTouched();
  };
  return (
    <main className="page panel maintenance" onPointerDown={touched}>
      {facts === null ? <PinEntry {...props} /> : <Standing {...props} facts={facts} />}
    </main>
  );
}

function PinEntry({ trouble, onUnlock, onClose }: MaintenanceViewProps) {
  const [pin, setPin] = useState('');
  const open = () => {
    onUnlock(pin);
    setPin('');
  };
  return (
    <>
      <div className="pin">
        <div className="pin-words">
          <Title className="question">{say('pinTitle')}</Title>
          <p className="pin-typed" aria-hidden="true">
            {[...pin].map((_, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: dots have no other name
              <span key={at} className="pin-dot" />
            ))}
          </p>
          <p className="pin-state digits" role="status">
            {trouble !== null && pin === ''
              ? troubleOf(trouble)
              : say('pinTyped', { count: pin.length })}
          </p>
        </div>
        <div className="pin-pad digits">
          {DIGITS.map((digit) => (
            <Press
              key={digit}
              className="pin-key"
              closed={pin.length >= LONGEST_PIN}
              onPress={() => setPin((typed) => typed + digit)}
            >
              {digit}
            </Press>
          ))}
        </div>
      </div>
      <footer className="foot">
        <Press className="button" onPress={onClose}>
          {say('back')}
        </Press>
        <Press className="button" closed={pin === ''} onPress={() => setPin('')}>
          {say('pinClear')}
        </Press>
        <Press className="button strong" closed={pin === ''} onPress={open}>
          {say('pinOpen')}
        </Press>
      </footer>
    </>
  );
}

function troubleOf(trouble: PinTrouble): string {
  switch (trouble.kind) {
    case 'wrong':
      return say('pinWrong');
    case 'noAgent':
      return say('pinNoAgent');
    case 'locked':
      return say('pinLocked', { minutes: Math.ceil(trouble.waitSeconds / 60) });
  }
}

function Standing(props: MaintenanceViewProps & { facts: MaintenanceFacts }) {
  const { facts, onExport, onCalibrate, onReenrol, onClose } = props;
  const unsent = facts.pending + facts.refused + facts.evidence;
  return (
    <>
      <Title className="question">
        {say('technician')} <span className="digits">{facts.terminalId}</span>
      </Title>
      <dl className="facts digits">
        <Fact name={say('factHub')}>{say(facts.hubIsReached ? 'factReached' : 'factAway')}</Fact>
        <Fact name={say('factLastReceipt')}>
          <Moment at={facts.lastReceiptAt} />
        </Fact>
        <Fact name={say('factPending')}>{facts.pending}</Fact>
        <Fact name={say('factOldest')}>
          <Moment at={facts.oldestPendingAt} />
        </Fact>
        <Fact name={say('factRefused')}>{facts.refused}</Fact>
        <Fact name={say('factEvidence')}>{facts.evidence}</Fact>
        <Fact name={say('factApp')}>
          {facts.appVersion} {facts.edition?.runs}
        </Fact>
        <Fact name={say('factAgent')}>{facts.agentVersion ?? '—'}</Fact>
        <Fact name={say('factConfiguration')}>{facts.configurationRevision}</Fact>
        {facts.restarts.count > 0 && (
          <Fact name={say('factRestarts')}>
            {facts.restarts.count} <span lang="en">{facts.restarts.lastWhy}</span>
          </Fact>
        )}
        {facts.edition?.refused && (
          <Fact name={say('factNotTaken')}>
            {facts.edition.refused.edition} {say(NOT_TAKEN[facts.edition.refused.reason])}
          </Fact>
        )}
      </dl>
      <footer className="foot">
        <Press className="button" onPress={onClose}>
          {say('back')}
        </Press>
        <Press className="button" onPress={onCalibrate}>
          {say('setup')}
        </Press>
        {onReenrol !== null && (
          <Press className="button" onPress={onReenrol}>
            {say('reenrolTitle')}
          </Press>
        )}
        {unsent > 0 && (
          <Press className="button strong" onPress={onExport}>
            {say('exportRatings', { count: unsent })}
          </Press>
        )}
      </footer>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** On the hall's wall clock, to the minute. */
function Moment({ at }: { at: number | null }) {
  const { timeZone, offsetMs } = useContext(TimeContext);
  if (at === null) return '—';
  const form = { dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23', timeZone } as const;
  return new Intl.DateTimeFormat(languageSpoken(), form).format(at + offsetMs);
}
