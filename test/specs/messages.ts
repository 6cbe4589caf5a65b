import { z } from 'zod';
import * as protocol from '../../protocol/index.ts';

/** Which message travels on which kind of topic, and what it is for. */
export const UP_MESSAGES: Record<protocol.UpKind, MessageSpec> = {
  hello: {
    name: 'Hello',
    schema: protocol.HelloSchema,
    words: 'Sent after every connect and each half minute; pulls what the terminal should know.',
  },
  rating: {
    name: 'Rating',
    schema: protocol.RatingSchema,
    words: "One citizen's rating, resent unchanged until its receipt arrives.",
  },
  'prompt-report': {
    name: 'PromptReport',
    schema: protocol.PromptReportSchema,
    words: 'How a prompt ended. Says nothing about the case but "not rated" (SZ-04).',
  },
  presence: {
    name: 'Presence',
    schema: protocol.PresenceSchema,
    words: 'Birth after connecting; the will says offline.',
  },
};

export const DOWN_MESSAGES: Record<protocol.DownKind, MessageSpec> = {
  welcome: {
    name: 'Welcome',
    schema: protocol.WelcomeSchema,
    words: 'The answer to hello: the clock, and up to where the hub has everything.',
  },
  receipt: {
    name: 'Receipt',
    schema: protocol.ReceiptSchema,
    words: 'What became of ratings; sent only after the commit, and final.',
  },
  prompt: {
    name: 'PromptMessage',
    schema: protocol.PromptMessageSchema,
    words: 'What the terminal is to ask now; null means nothing. Desired state.',
  },
  configuration: {
    name: 'ConfigurationMessage',
    schema: protocol.ConfigurationMessageSchema,
    words: 'What the terminal is and whom it shows. Desired state.',
  },
};

/** Messages that travel by HTTP. */
const HTTP_MESSAGES: Record<string, z.ZodType> = {
  ServiceRecord: protocol.ServiceRecordSchema,
  EnrolmentRequest: protocol.EnrolmentRequestSchema,
  EnrolmentTicket: protocol.EnrolmentTicketSchema,
  EnrolmentCollection: protocol.EnrolmentCollectionSchema,
  EnrolmentState: protocol.EnrolmentStateSchema,
  EnrolmentApproval: protocol.EnrolmentApprovalSchema,
};

export interface MessageSpec {
  name: string;
  schema: z.ZodType;
  words: string;
}

/** JSON Schema (draft 2020-12) of every message of the wire, under `$defs`. */
export function schemasDocument(): object {
  const wire = [...Object.values(UP_MESSAGES), ...Object.values(DOWN_MESSAGES)];
  const named = [
    ...wire.map(({ name, schema }) => [name, schema] as const),
    ...Object.entries(HTTP_MESSAGES),
  ];
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `haochaping messages, version ${protocol.WIRE_VERSION}`,
    $defs: Object.fromEntries(named.map(([name, schema]) => [name, jsonSchemaOf(schema)])),
  };
}

/**
 * As a sender must make it: fields with a default are optional, and unknown fields are allowed
 * where a reader drops them.
 */
export function jsonSchemaOf(
  schema: z.ZodType,
  target: 'draft-2020-12' | 'draft-7' = 'draft-2020-12',
): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', target });
  return rest;
}
