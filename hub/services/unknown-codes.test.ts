import { describe, expect, it } from 'vitest';
import type { ServiceRecord } from '../../protocol/index.ts';
import { unknownCodes } from './unknown-codes.ts';

const directory = {
  halls: [],
  staff: [{ staffNo: 's1', name: '王晓' }],
  items: [{ itemCode: 'i1', name: '居住证办理', certificate: false }],
};
const known = {
  item: { itemCode: 'i1', name: '居住证办理' },
  staff: { staffNo: 's1', name: '王晓' },
};

describe('codes that the directory does not know', () => {
  it('are none in a record that uses what was imported', () => {
    expect(unknownCodes(known as ServiceRecord, directory)).toEqual([]);
  });

  it('are named with the words of the record, those of linked cases too', () => {
    const linkedCases = [{ caseNo: 'L1', item: { itemCode: 'i9', name: '新事项' } }];
    const record = { ...known, staff: { staffNo: 's9', name: '李明' }, linkedCases };
    expect(unknownCodes(record as ServiceRecord, directory)).toEqual([
      { kind: 'item', code: 'i9', name: '新事项' },
      { kind: 'staff', code: 's9', name: '李明' },
    ]);
  });
});
