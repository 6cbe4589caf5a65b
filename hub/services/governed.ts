import type { ServiceRecord, Stage } from '../../protocol/index.ts';
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
  if (opened.stage === null || governs(pack, opened.stage, day)) return { ...opened, facts };
  if (day < pack.validFrom) {
    const { validFrom } = pack;
    return { stage: null, rule: 'SZ-17a', facts: { ...facts, day, validFrom } };
  }
  return { stage: null, rule: 'SZ-18e', facts: { ...facts, receiptIsRated: false } };
}

/** May this stage be rated at all, on this local day, by this pack? */
export function governs(
  pack: Pick<RulePack, 'validFrom' | 'stages'>,
  stage: Stage,
  day: string,
): boolean {
  return day >= pack.validFrom && (stage !== 'receipt' || pack.stages.receipt);
}
