import { describe, expect, it } from 'vitest';
import { indicatorsOf } from '../../protocol/index.ts';
import { leftOutOf, withinScope } from './rating-scope.ts';

const tag = (code: string, list = 'national', version = 2) => ({ list, version, code });

describe('the scope of a rating', () => {
  it('is everything at completion, and the service alone at receipt and consultation', () => {
    expect(indicatorsOf('completion')).toEqual(['overall', 'business', 'service']);
    expect(indicatorsOf('receipt')).toEqual(['overall', 'service']);
    expect(indicatorsOf('consultation')).toEqual(['overall', 'service']);
  });

  it('SZ-18e: leaves the business level and business tags of a receipt aside, with the rule', () => {
    const said = { business: 1, service: 4, tags: [tag('413'), tag('207')] } as const;
    expect(leftOutOf('receipt', said)).toEqual({
      rule: 'SZ-18e',
      business: 1,
      tags: ['national@2:207'],
    });
    expect(withinScope('receipt', said)).toEqual({ service: 4, tags: [tag('413')] });
  });

  it('SZ-18e: does not take a number of another list or version for a service tag', () => {
    const tags = [tag('413', 'other'), tag('413', 'national', 1)];
    expect(leftOutOf('receipt', { tags })).toEqual({
      rule: 'SZ-18e',
      tags: ['other@2:413', 'national@1:413'],
    });
    expect(withinScope('receipt', { tags })).toEqual({});
  });

  it('SZ-15/19: of a consultation is the operator, not the business', () => {
    expect(leftOutOf('consultation', { business: 2 })).toEqual({ rule: 'SZ-15/19', business: 2 });
  });

  it('leaves nothing out where nothing lies outside', () => {
    const said = { business: 1, tags: [tag('207')] } as const;
    expect(leftOutOf('completion', said)).toBeNull();
    expect(withinScope('completion', said)).toBe(said);
    expect(leftOutOf('receipt', { tags: [tag('115')] })).toBeNull();
    expect(leftOutOf('receipt', {})).toBeNull();
  });
});
