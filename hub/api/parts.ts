import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Clock } from '../../protocol/index.ts';
import type { Pipe } from '../broker/pipe.ts';
import type { DesiredState } from '../devices/desired-state.ts';
import type { Editions } from '../devices/editions.ts';
import type { Enrolments } from '../devices/enrolment.ts';
import type { Reception } from '../devices/reception.ts';
import type { Upkeep } from '../devices/upkeep.ts';
import type { Bulletins } from '../disclosure/bulletins.ts';
import type { Log } from '../log.ts';
import type { HubMetrics } from '../metrics.ts';
import type { Outbound } from '../outbound/outbound.ts';
import type { Accounts } from '../people/accounts.ts';
import type { Sessions } from '../people/sessions.ts';
import type { Systems } from '../people/systems.ts';
import type { Identities } from '../privacy/identities.ts';
import type { Rekeying } from '../privacy/rekeying.ts';
import type { PhoneLinks } from '../qr/phone-links.ts';
import type { PhonePage } from '../qr/phone-page.ts';
import type { EnteredRatings } from '../ratings/entered-ratings.ts';
import type { FigureRules } from '../statistics/rules.ts';
import type { Role, Store } from '../store/port.ts';
import type { TravelClock } from '../test-mode/travel-clock.ts';
import type { LiveFeed } from './live-feed.ts';

/** What the routes work with. */
export interface ApiParts {
  store: Store;
  clock: Clock;
  /** There in test mode only. */
  travelClock: TravelClock | null;
  log: Log;
  metrics: HubMetrics;
  accounts: Accounts;
  sessions: Sessions;
  systems: Systems;
  identities: Identities;
  rekeying: Rekeying;
  enrolments: Enrolments;
  desiredState: DesiredState;
  upkeep: Upkeep;
  editions: Editions;
  reception: Pick<Reception, 'takeCarried'>;
  liveFeed: LiveFeed;
  outbound: Outbound;
  phoneLinks: PhoneLinks;
  phonePage: PhonePage;
  enteredRatings: EnteredRatings;
  bulletins: Bulletins;
  /** As the pack in force says at the moment. */
  figureRules: () => Promise<FigureRules>;
  pipe: () => Pipe;
  options: {
    allowedOrigins: readonly string[];
    behindTlsProxy: boolean;
    enrolmentsPerMinute: number;
  };
}

export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/**
 * Who may call a route. Every route says so; one that does not cannot be registered. `account`:
 * whoever is logged in. `businessSystem`: the key of any; `hotlineSystem`: of one that is admitted as
 * the hotline. `roles`: an account with one of them; being administrator opens only what
 * names administrators.
 */
export type RouteAccess =
  | 'public'
  | 'administrator'
  | 'businessSystem'
  | 'hotlineSystem'
  | 'businessSystemOrAdministrator'
  | 'loopbackOrAdministrator'
  | 'account'
  | { roles: readonly [Role, ...Role[]] };

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteAccess;
    /** What is kept of a call by an account without the role, before it is refused. */
    onForbidden?: (request: FastifyRequest) => Promise<void>;
  }
  interface FastifyRequest {
    /** Who calls: the account's name or the system's id; empty on public routes. */
    caller: string;
    /** The roles of the calling account; none on other routes. */
    readonly callerRoles: readonly Role[];
  }
}
