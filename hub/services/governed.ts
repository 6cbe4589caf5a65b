import type { ServiceRecord } from '../../protocol/index.ts';
import type { RulePack } from '../rules/pack.ts';
import { type Opening, opening } from './completion.ts';

/**
 * Which stage a record opens under the pack of its day: a pack governs nothing before its first
 * day, and not every place has receipt rated by itself (SZ-18e).
 *
 * @param day local day of what the record reports, `YYYY-MM-DD`
 */
export function openingUnder(
  pack: Pick<RulePack, 'validFrom' | 'stages'>,
  record: ServiceRecord,
  day: string,
): Opening & { facts: Record<string, unknown> } {
  const opened = opening(record);
  const facts = { event: record.event, mode: record.mode, certificate: record.certificate };
  if (opened.stage !== null && day < pack.validFrom) {
    const { validFrom } = pack;
    return { stage: null, rule: 'SZ-17a', facts: { ...facts, day, validFrom } };
  }
  if (opened.stage === 'receipt' && !pack.stages.receipt) {
    return { stage: null, rule: 'SZ-18e', facts: { ...facts, receiptIsRated: false } };
  }
  return { ...opened, facts };
}
