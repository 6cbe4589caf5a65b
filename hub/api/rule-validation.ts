import type { z } from 'zod';
import { uncheckedBody } from './intake.ts';
import type { Api } from './parts.ts';
import { PROBLEM_RESPONSES } from './problems.ts';
import { type Validation, ValidationSchema } from './rule-views.ts';

/** A dry run of an import: `validate` says what the import would say, and nothing is imported. */
export function ruleValidationRoute(
  api: Api,
  {
    url,
    what,
    body,
    validate,
  }: {
    url: string;
    what: string;
    body: z.ZodType;
    validate: (given: unknown) => Promise<Validation>;
  },
): void {
  api.route({
    method: 'POST',
    url,
    config: { access: 'administrator' },
    schema: {
      tags: ['rules'],
      summary: `Check a ${what} without importing it`,
      body,
      response: { 200: ValidationSchema, ...PROBLEM_RESPONSES },
    },
    validatorCompiler: uncheckedBody,
    handler: (request) => validate(request.body),
  });
}
