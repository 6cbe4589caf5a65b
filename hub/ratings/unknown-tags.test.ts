import { describe, expect, it } from 'vitest';
import { unknownTags } from './unknown-tags.ts';

const tag = (list: string, version: number, code: string) => ({ list, version, code });

describe('tags that the hub cannot name', () => {
  it('SZ-11: are of another list or version, or in no list; each is told once', () => {
    const tags = [
      tag('national', 2, '510'),
      tag('taxation', 2, '510'),
      tag('national', 1, '501'),
      tag('national', 2, '599'),
    ];
    const linked = [{ caseNo: 'L1', level: 4 as const, tags: tags.slice(1, 2) }];
    expect(unknownTags({ tags, linked })).toEqual([
      'taxation@2:510',
      'national@1:501',
      'national@2:599',
    ]);
  });

  it('are none where nothing was chosen', () => {
    expect(unknownTags({})).toEqual([]);
  });
});
