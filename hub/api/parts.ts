import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Clock } from '../../protocol/index.ts';
import type { Pipe } from '../broker/pipe.ts';
import type { DesiredState } from '../devices/desired-state.ts';
import type { Enrolments } from '../devices/enrolment.ts';
import type { Bulletins } from '../disclosure/bulletins.ts';
import type { Log } from '../log.ts';
import type { HubMetrics } from '../metrics.ts';
import type { Accounts } from '../people/accounts.ts';
import type { Sessions } from '../people/sessions.ts';
import type { Systems } from '../people/systems.ts';
import type { FigureRules } from '../statistics/rules.ts';
import type { Store } from '../store/port.ts';
import type { LiveFeed } from './live-feed.ts';

/** What the routes work with. */
export interface ApiParts {
  store: Store;
  clock: Clock;
  log: Log;
  metrics: HubMetrics;
  accounts: Accounts;
  sessions: Sessions;
  systems: Systems;
  enrolments: Enrolments;
  desiredState: DesiredState;
  liveFeed: LiveFeed;
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

/** Who may call a route. Every route says so; one that does not cannot be registered. */
export type RouteAccess = 'public' | 'administrator' | 'businessSystem' | 'loopbackOrAdministrator';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteAccess;
  }
  interface FastifyRequest {
    /** Who calls: the account's name or the system's id; empty on public routes. */
    caller: string;
  }
}
