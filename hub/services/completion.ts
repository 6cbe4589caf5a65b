import type { ServiceRecord, Stage } from '../../protocol/index.ts';

/** Which stage of its case one service record opens for rating, and by which rule. */
export interface Opening {
  stage: Stage | null;
  rule: string;
}

/**
 * When a case may be rated (SZ-18a–g, SZ-15/19), from the one record alone: the order in which
 * records arrive has no say. Rules that need the whole case (batches, themes) have their place
 * beside this function.
 */
export function opening(record: ServiceRecord): Opening {
  switch (record.event) {
    case 'received':
      return { stage: record.mode === 'window' ? 'receipt' : null, rule: 'SZ-18e' };
    case 'receiptFailed':
    case 'notAccepted':
      return { stage: null, rule: 'SZ-18g' };
    case 'accepted':
      return { stage: null, rule: 'SZ-18' };
    case 'granted':
    case 'refused':
    case 'returned':
      return decided(record);
    case 'collected':
      return collected(record);
    case 'flowEnded':
      return { stage: record.mode === 'kiosk' ? 'completion' : null, rule: 'SZ-18f' };
    case 'consultationEnded':
      return { stage: 'consultation', rule: 'SZ-15/19' };
  }
}

/** A decision completes the case unless a paper result is still to be collected. */
function decided({ mode, certificate }: ServiceRecord): Opening {
  const stage = certificate ? null : 'completion';
  switch (mode) {
    case 'window':
      return { stage, rule: certificate ? 'SZ-18d' : 'SZ-18c' };
    case 'online':
      return { stage, rule: certificate ? 'SZ-18b' : 'SZ-18a' };
    case 'kiosk':
      return { stage: null, rule: 'SZ-18f' };
    case 'hotline':
      return { stage: null, rule: 'SZ-15/19' };
  }
}

/** Collection completes a case with a paper result, wherever the case was begun. */
function collected({ mode, certificate }: ServiceRecord): Opening {
  const rule = mode === 'online' ? 'SZ-18b' : 'SZ-18d';
  return { stage: certificate ? 'completion' : null, rule };
}
