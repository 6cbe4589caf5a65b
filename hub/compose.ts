import { join } from 'node:path';
import type { Clock } from '../protocol/index.ts';
import { LiveFeed } from './api/live-feed.ts';
import type { ApiParts } from './api/parts.ts';
import { EmbeddedPipe } from './broker/embedded.ts';
import { WS_PATH } from './broker/websocket.ts';
import { editionsFolderOf, type HubConfig, keyFileOf, phoneFolderOf } from './config.ts';
import { TerminalAuthentication } from './devices/authentication.ts';
import { DesiredState } from './devices/desired-state.ts';
import { Editions } from './devices/editions.ts';
import { Enrolments } from './devices/enrolment.ts';
import { Receipts } from './devices/receipts.ts';
import { Reception } from './devices/reception.ts';
import { Upkeep } from './devices/upkeep.ts';
import { Bulletins } from './disclosure/bulletins.ts';
import { DefaultRule } from './invitations/default-rule.ts';
import { ReminderRule } from './invitations/reminder-rule.ts';
import type { Log } from './log.ts';
import { HubMetrics } from './metrics.ts';
import { Outbound } from './outbound/outbound.ts';
import { receiversOf } from './outbound/receivers/receivers-of.ts';
import { Accounts } from './people/accounts.ts';
import { Sessions } from './people/sessions.ts';
import { Systems } from './people/systems.ts';
import { Identities } from './privacy/identities.ts';
import { Keys } from './privacy/keys.ts';
import { Rekeying } from './privacy/rekeying.ts';
import { IdentityRetention } from './privacy/retention.ts';
import { ringFile } from './privacy/ring-file.ts';
import { LinkKeys } from './qr/link-keys.ts';
import { PhoneLinks } from './qr/phone-links.ts';
import { PhonePage } from './qr/phone-page.ts';
import type { Road } from './qr/token.ts';
import { EnteredRatings } from './ratings/entered-ratings.ts';
import { SignatureChecker } from './ratings/signature-checker.ts';
import { shenzhen, timeZoneOf } from './rules/built-in.ts';
import { figureRulesOf } from './statistics/rules.ts';
import type { Store } from './store/port.ts';
import { markedPage } from './test-mode/marks.ts';
import type { TravelClock } from './test-mode/travel-clock.ts';

const MINUTE_MS = 60_000;
const LINK_KEYS_FILE = 'hub.link-keys.json';

/** The parts of a hub, made and wired, none of them started. */
export interface HubParts extends ApiParts {
  pipeline: EmbeddedPipe;
  receipts: Receipts;
  reception: Reception;
  signatureChecker: SignatureChecker;
  defaultRule: DefaultRule;
  keys: Keys;
  retention: IdentityRetention;
  reminderRule: ReminderRule;
  linkKeys: LinkKeys;
}

/** The one place where the hub's parts are made. */
export function compose(
  config: HubConfig,
  given: { store: Store; clock: Clock; log: Log; travelClock: TravelClock | null },
): HubParts {
  const { store, clock, log, travelClock } = given;
  const metrics = new HubMetrics();
  const liveFeed = new LiveFeed();
  // The pipe and those who use it know each other; it is handed out by a function.
  const pipe = () => pipeline;
  const scoped = (part: string) => log.child({ part });
  const figureRules = async () => {
    const { inForce, packs } = await store.query({ kind: 'packs' });
    return figureRulesOf(inForce ?? packs[0]?.pack ?? shenzhen);
  };
  const linkKeys = new LinkKeys(join(config.dataFolder, LINK_KEYS_FILE));
  const phoneLinks = new PhoneLinks(linkKeys, config.publicUrl);
  const linkFor = (road: Road) => (invitationId: string) =>
    phoneLinks.linkTo(invitationId, road)?.url ?? null;
  const desiredState = new DesiredState({
    store,
    clock,
    log: scoped('devices'),
    pipe,
    linkOf: linkFor('qr'),
  });
  const receipts = new Receipts({ clock, pipe, metrics });
  const reception = new Reception({
    store,
    clock,
    log: scoped('devices'),
    metrics,
    authentication: new TerminalAuthentication({ store, clock, log: scoped('devices') }),
    desiredState,
    receipts,
    disconnect: (terminalId, why) => pipeline.disconnect(terminalId, why),
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
  const sessions = new Sessions(clock, config.sessionMinutes * MINUTE_MS);
  const keys = new Keys({ file: ringFile(keyFileOf(config)), clock, log: scoped('privacy') });
  const identities = new Identities({ store, clock, keys, log: scoped('privacy') });
  const timeZone = timeZoneOf(config.rulePack);
  const forReceivers = { clock, identities, timeZone, linkOf: linkFor('sms') };
  const outbound = new Outbound({
    store,
    clock,
    log: scoped('outbound'),
    receivers: receiversOf(config, forReceivers),
    stuckMs: config.outboundStuckMinutes * MINUTE_MS,
    onSettled: (destination, outcome) => metrics.deliveries.inc({ destination, outcome }),
  });
  const reminderRule = new ReminderRule({
    store,
    clock,
    log: scoped('invitations'),
    onReminded: (reminded) => metrics.reminders.inc(reminded),
  });
  const enteredRatings = new EnteredRatings({
    store,
    clock,
    log: scoped('ratings'),
    metrics,
    onStored: (live) => liveFeed.publish(live),
  });
  metrics.observe({
    outbound: () => outbound.health(),
    testMode: config.testMode,
    queued: () => store.queued,
    connected: () => pipeline.connectedCount,
    unverified: async () => (await store.query({ kind: 'state' })).unverified,
  });
  return {
    store,
    clock,
    travelClock,
    log: scoped('api'),
    metrics,
    accounts: new Accounts({ store, clock, sessions }),
    sessions,
    systems: new Systems({ store, clock }),
    keys,
    identities,
    rekeying: new Rekeying({ store, clock, keys }),
    retention: new IdentityRetention({
      store,
      clock,
      log: scoped('privacy'),
      retentionDays: config.identityRetentionDays,
    }),
    enrolments,
    desiredState,
    upkeep: new Upkeep({ store, clock, log: scoped('devices'), desiredState }),
    editions: new Editions(editionsFolderOf(config), { store, clock, log: scoped('devices') }),
    liveFeed,
    outbound,
    bulletins: new Bulletins({ store, clock, rules: figureRules }),
    figureRules,
    pipe,
    pipeline,
    receipts,
    reception,
    signatureChecker,
    defaultRule,
    reminderRule,
    linkKeys,
    phoneLinks,
    phonePage: new PhonePage(
      phoneFolderOf(config),
      scoped('api'),
      config.testMode ? markedPage : undefined,
    ),
    enteredRatings,
    options: config,
  };
}
