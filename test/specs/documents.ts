import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiDocument } from '../../hub/index.ts';
import { ScenarioSchema } from '../../simulator/index.ts';
import { asyncApiDocument } from './asyncapi.ts';
import { jsonSchemaOf, schemasDocument } from './messages.ts';
import { ruleTable } from './rule-table.ts';
import { readmeWithSettings } from './settings.ts';

const root = join(import.meta.dirname, '../..');

/** A generated file of the repository and what it should say. */
export interface GeneratedDocument {
  path: string;
  text: string;
}

export async function generatedDocuments(): Promise<GeneratedDocument[]> {
  return [
    { path: 'protocol/schemas.json', text: textOf(schemasDocument()) },
    { path: 'protocol/asyncapi.json', text: textOf(asyncApiDocument()) },
    { path: 'hub/api/openapi.json', text: textOf(await openApiDocument()) },
    { path: 'simulator/scenarios/scenario.schema.json', text: textOf(scenarioDocument()) },
    { path: 'hub/rules/RULES.md', text: ruleTable(root) },
    { path: 'README.md', text: readmeWithSettings(root) },
  ];
}

/** For the editors of those who write scenarios. */
export function scenarioDocument(): object {
  const $schema = 'https://json-schema.org/draft/2020-12/schema';
  return { $schema, title: 'haochaping scenario', ...jsonSchemaOf(ScenarioSchema) };
}

export function absolutePath(document: GeneratedDocument): string {
  return join(root, document.path);
}

export function isCurrent(document: GeneratedDocument): boolean {
  try {
    return readFileSync(absolutePath(document), 'utf8') === document.text;
  } catch {
    return false;
  }
}

function textOf(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
