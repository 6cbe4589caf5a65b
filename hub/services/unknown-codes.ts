import type { ServiceRecord } from '../../protocol/index.ts';
import type { Directory } from '../store/port.ts';

/** A code that a record used and the directory does not know, or a tag that no list has. */
export interface UnknownCode {
  kind: 'item' | 'staff' | 'tag';
  code: string;
  /** As the record names it; a tag comes without a name. */
  name: string;
}

/**
 * Codes of a record that the directory does not know. They are no reason to refuse it: the
 * business system may be ahead of the directory. They are kept as received, and listed.
 */
export function unknownCodes(record: ServiceRecord, directory: Directory): UnknownCode[] {
  const found: UnknownCode[] = [];
  const items = [record.item, ...(record.linkedCases ?? []).map(({ item }) => item)];
  for (const { itemCode, name } of items) {
    if (!directory.items.some((known) => known.itemCode === itemCode)) {
      found.push({ kind: 'item', code: itemCode, name });
    }
  }
  const { staff } = record;
  if (staff !== undefined && !directory.staff.some(({ staffNo }) => staffNo === staff.staffNo)) {
    found.push({ kind: 'staff', code: staff.staffNo, name: staff.name });
  }
  return found;
}
