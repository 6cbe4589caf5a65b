import type { PhoneView, RefusalReason } from '../../../protocol/index.ts';
import { Mark } from '../../app/screen/parts/Mark.tsx';
import { Heading } from '../parts/Heading.tsx';
import { useSpeech } from '../words/speech.tsx';
import type { Words } from '../words/words.ts';

type Text = keyof Words;

export function LoadingView() {
  const { say } = useSpeech();
  return (
    <p className="loading" role="status">
      {say('loading')}
    </p>
  );
}

export function AwayView({ onRetry }: { onRetry: () => void }) {
  const { say } = useSpeech();
  return (
    <Message mark="pause" title="away" body={say('awayBody')}>
      <RetryButton onRetry={onRetry} />
    </Message>
  );
}

/** Nothing is thanked for here: the hub does not have it yet. */
export function SendingView(props: { isAway: boolean; isKept: boolean; onRetry: () => void }) {
  const { isAway, isKept, onRetry } = props;
  const { say } = useSpeech();
  if (!isAway)
    return <Message key="sending" mark="none" title="sending" body={say('sendingBody')} />;
  return (
    <Message
      key="away"
      mark="pause"
      title="waiting"
      body={say(isKept ? 'waitingBody' : 'waitingUnkept')}
    >
      <RetryButton onRetry={onRetry} />
    </Message>
  );
}

const ENDS = {
  rated: ['rated', 'ratedBody'],
  defaulted: ['defaulted', 'defaultedBody'],
  closed: ['closed', 'closedBody'],
  unknown: ['unknown', 'unknownBody'],
} as const satisfies Record<string, readonly [Text, Text]>;

/** Why nothing is asked (SZ-1R, SZ-17a, SZ-17b). In Chinese the hub says it, with the day. */
export function OverView(props: {
  view: Exclude<PhoneView, { state: 'open' }>;
  ownReceipt: string | null;
}) {
  const { view, ownReceipt } = props;
  const { say, language } = useSpeech();
  const [title, body] = ENDS[view.state] ?? ENDS.unknown;
  const own = view.rule === 'SZ-18' ? 'superseded' : body;
  const knowsDay = view.state === 'closed' || view.state === 'defaulted';
  const mark = view.state === 'rated' ? 'done' : 'none';
  return (
    <Message
      mark={mark}
      title={title}
      body={language === 'zh-CN' && knowsDay ? view.message : say(own)}
    >
      {ownReceipt !== null && (
        <p className="receipt">
          {say('ownReceipt')} <strong className="digits">{ownReceipt}</strong>
        </p>
      )}
    </Message>
  );
}

const REFUSALS: Partial<Record<RefusalReason, readonly [Text, Text]>> = {
  alreadyRated: ENDS.rated,
  tooLate: ENDS.closed,
  notInvited: ['refused', 'superseded'],
};

/** What was sent does not count, and why. */
export function RefusedView({ reason }: { reason: RefusalReason }) {
  const { say } = useSpeech();
  const [title, body] = REFUSALS[reason] ?? ['refused', 'refusedBody'];
  return <Message mark="none" title={title} body={say(body)} />;
}

function RetryButton({ onRetry }: { onRetry: () => void }) {
  const { say } = useSpeech();
  return (
    <button type="button" className="button strong" onClick={onRetry}>
      {say('retry')}
    </button>
  );
}

function Message(props: {
  mark: 'done' | 'none' | 'pause';
  title: Text;
  body: string;
  children?: React.ReactNode;
}) {
  const { mark, title, body, children } = props;
  const { say } = useSpeech();
  return (
    <section className="message">
      <Mark kind={mark} />
      <Heading>{say(title)}</Heading>
      <p role="status">{body}</p>
      {children}
    </section>
  );
}
