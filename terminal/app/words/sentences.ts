import type { RatingBody } from '../../../protocol/index.ts';

/**
 * Sentences that five keys can say in place of written words, and the voice before them. For each
 * good one its opposite stands beside it (SZ-04).
 */
export const SENTENCES: Record<RatingBody['language'], readonly string[]> = {
  'zh-CN': [
    '等候时间短',
    '等候时间太长',
    '工作人员耐心',
    '工作人员不耐烦',
    '说明清楚',
    '说明不清楚',
    '手续简便',
    '手续繁琐',
  ],
  'zh-HK': [
    '等候時間短',
    '等候時間太長',
    '工作人員耐心',
    '工作人員不耐煩',
    '說明清楚',
    '說明不清楚',
    '手續簡便',
    '手續繁瑣',
  ],
  en: [
    'Short wait',
    'Long wait',
    'Patient staff',
    'Impatient staff',
    'Clear explanations',
    'Unclear explanations',
    'Simple procedure',
    'Complicated procedure',
  ],
};
