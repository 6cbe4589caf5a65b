import type { Clock } from '../protocol/index.ts';
import { LiveFeed } from './api/live-feed.ts';
import type { ApiParts } from './api/parts.ts';
import { EmbeddedPipe } from './broker/embedded.ts';
import { WS_PATH } from './broker/websocket.ts';
import type { HubConfig } from './config.ts';
import { TerminalAuthentication } from './devices/authentication.ts';
import { DesiredState } from './devices/desired-state.ts';
import { Enrolments } from './devices/enrolment.ts';
import { Receipts } from './devices/receipts.ts';
import { Reception } from './devices/reception.ts';
import { Bulletins } from './disclosure/bulletins.ts';
import { DefaultRule } from './invitations/default-rule.ts';
import type { Log } from './log.ts';
import { HubMetrics } from './metrics.ts';
import { Accounts } from './people/accounts.ts';
import { Sessions } from './people/sessions.ts';
import { Systems } from './people/systems.ts';
import { SignatureChecker } from './ratings/signature-checker.ts';
import { shenzhen } from './rules/pack.ts';
import { figureRulesOf } from './statistics/rules.ts';
import type { Store } from './store/port.ts';

const MINUTE_MS = 60_000;

/** The parts of a hub, made and wired, none of them started. */
export interface HubParts extends ApiParts {
  pipeline: EmbeddedPipe;
  receipts: Receipts;
  reception: Reception;
  signatureChecker: SignatureChecker;
  defaultRule: DefaultRule;
}

/** The one place where the hub's parts are made. */
export function compose(
  config: HubConfig,
  { store, clock, log }: { store: Store; clock: Clock; log: Log },
): HubParts {
  const metrics = new HubMetrics();
  const liveFeed = new LiveFeed();
  // The pipe and those who use it know each other; it is handed out by a function.
  const pipe = () => pipeline;
  const scoped = (part: string) => log.child({ part });
  const figureRules = async () => figureRulesOf(shenzhen);
  const desiredState = new DesiredState({ store, clock, log: scoped('devices'), pipe });
  const receipts = new Receipts({ clock, pipe, metrics });
  const reception = new Reception({
    store,
    clock,
    log: scoped('devices'),
    metrics,
    authentication: new TerminalAuthentication({ store, clock, log: scoped('devices') }),
    desiredState,
    receipts,
    onStored: (live) => liveFeed.publish(live),
  });
  const pipeline: EmbeddedPipe = new EmbeddedPipe({
    options: { ...config, port: config.mqttPort },
    clock,
    log: scoped('broker'),
    metrics,
    listener: reception,
    queued: () => store.queued,
  });
  const enrolments = new Enrolments({
    store,
    clock,
    lifeMs: config.enrolmentMinutes * MINUTE_MS,
    mostPending: config.pendingEnrolments,
    mqtt: () => ({ tcpPort: pipeline.tcpPort, wsPath: WS_PATH }),
  });
  const signatureChecker = new SignatureChecker({
    store,
    clock,
    log: scoped('ratings'),
    onForged: (forged) => metrics.alarms.inc({ reason: 'badSignature' }, forged),
  });
  const defaultRule = new DefaultRule({
    store,
    clock,
    log: scoped('invitations'),
    onMade: (made) => metrics.defaults.inc(made),
  });
  metrics.observe({
    queued: () => store.queued,
    connected: () => pipeline.connectedCount,
    unverified: async () => (await store.query({ kind: 'state' })).unverified,
  });
  return {
    store,
    clock,
    log: scoped('api'),
    metrics,
    accounts: new Accounts({ store, clock }),
    sessions: new Sessions(clock, config.sessionMinutes * MINUTE_MS),
    systems: new Systems({ store, clock }),
    enrolments,
    desiredState,
    liveFeed,
    bulletins: new Bulletins({ store, clock, rules: figureRules }),
    figureRules,
    pipe,
    pipeline,
    receipts,
    reception,
    signatureChecker,
    defaultRule,
    options: config,
  };
}
