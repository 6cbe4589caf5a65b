import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { DOWN_KINDS, UP_KINDS } from '../../protocol/index.ts';
import { scenarioText, shelfNames } from '../../simulator/index.ts';
import { asyncApiDocument } from './asyncapi.ts';
import { generatedDocuments, isCurrent, scenarioDocument } from './documents.ts';
import { schemasDocument } from './messages.ts';

const require = createRequire(import.meta.url);

describe('the generated specifications', () => {
  it('are what the schemas say today', async () => {
    const stale = (await generatedDocuments()).filter((document) => !isCurrent(document));
    expect(stale.map(({ path }) => path)).toEqual([]);
  });

  it('describe the wire in valid AsyncAPI 3, judged by the official schema', () => {
    const validate = officialAsyncApi();
    expect(validate(asyncApiDocument()), JSON.stringify(validate.errors)).toBe(true);
  });

  it('would be refused when the document were wrong', () => {
    const validate = officialAsyncApi();
    expect(validate({ ...asyncApiDocument(), channels: { hello: { address: 5 } } })).toBe(false);
  });

  it('name every topic of the wire, and refer to nothing that is missing', () => {
    const document = asyncApiDocument() as { channels: Record<string, { address: string }> };
    expect(Object.values(document.channels).map(({ address }) => address)).toEqual([
      ...UP_KINDS.map((kind) => `hcp/1/up/{terminalId}/${kind}`),
      ...DOWN_KINDS.map((kind) => `hcp/1/down/{terminalId}/${kind}`),
    ]);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)];
    expect(references.length).toBeGreaterThan(20);
    for (const [, pointer = ''] of references) {
      const target = pointer
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], document);
      expect(target, pointer).toBeDefined();
    }
  });

  it('hold JSON Schemas that a stranger can compile', () => {
    const { $defs } = schemasDocument() as { $defs: Record<string, object> };
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    for (const [name, schema] of Object.entries($defs)) {
      expect(() => ajv.compile(schema), name).not.toThrow();
    }
  });
});

describe('the JSON Schema of scenarios', () => {
  const validate = new Ajv2020({ strict: false }).compile(scenarioDocument());

  it.each(shelfNames())('takes %s', (name) => {
    const scenario = JSON.parse(scenarioText(name) ?? '');
    expect(validate(scenario), JSON.stringify(validate.errors)).toBe(true);
  });

  it('refuses a step that there is not, and one with a field too much', () => {
    const scenario = JSON.parse(scenarioText('window-visit') ?? '');
    for (const step of [{ step: 'dance' }, { step: 'kill-hub', at: 'A01' }]) {
      expect(validate({ ...scenario, steps: [step] })).toBe(false);
    }
  });
});

function officialAsyncApi() {
  const path = require.resolve('@asyncapi/specs/schemas/3.0.0-without-$id.json');
  const ajv = new Ajv({ strict: false, validateFormats: false });
  return ajv.compile(JSON.parse(readFileSync(path, 'utf8')));
}
