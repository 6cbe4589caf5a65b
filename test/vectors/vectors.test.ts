import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VectorHub } from './by-hub.ts';
import { toldByOracle } from './by-oracle.ts';
import { inOrder, marked, readJson, readVectors, VECTOR_FILES } from './vector.ts';

const VECTORS = VECTOR_FILES.flatMap(readVectors);

describe('the test vectors', () => {
  it.each(VECTOR_FILES)('%s is what the schema says', (file) => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const protocol = readJson('../../protocol/schemas.json') as object;
    ajv.addSchema({ ...protocol, $id: 'file:///protocol/schemas.json' });
    const schema = readJson('vector.schema.json') as object;
    const id = { $id: 'file:///test/vectors/vector.schema.json' };
    const validate = ajv.compile({ ...schema, ...id });
    expect(validate(readJson(file)), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ vectors: [{ id: 'Wrong' }] })).toBe(false);
  });

  it('have names of their own, and expect something of every rating', () => {
    expect(new Set(VECTORS.map(({ id }) => id)).size).toBe(VECTORS.length);
    for (const { id, steps, expected } of VECTORS) {
      const keys = steps.flatMap(({ rating }) => rating?.key ?? []);
      expect(Object.keys(expected.ratings).sort(), id).toEqual(keys.sort());
    }
  });

  describe('hold for the oracle:', () => {
    it.each(VECTORS.map((vector) => [vector.rules.join(', '), vector.title, vector] as const))(
      '%s: %s',
      (_, __, vector) => expect(toldByOracle(vector)).toEqual(inOrder(vector.expected)),
    );
  });

  describe('hold for a running hub:', () => {
    let hub: VectorHub;
    beforeAll(async () => {
      hub = await VectorHub.start(VECTORS);
    });
    afterAll(() => hub.stop());

    it.each(VECTORS.map((vector) => [vector.rules.join(', '), vector.title, vector] as const))(
      '%s: %s',
      async (_, __, vector) => {
        expect(await hub.play(vector)).toEqual(inOrder(marked(vector.expected, vector.id)));
      },
    );
  });
});
