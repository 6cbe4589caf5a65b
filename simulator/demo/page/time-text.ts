const TIME = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

export function timeOfDay(epochMs: number): string {
  return TIME.format(epochMs);
}

/** A stretch of time as a person says it: 3 毫秒, 8.2 秒, 4 分. */
export function stretch(ms: number): string {
  if (ms < 1) return '不到 1 毫秒';
  if (ms < 1_000) return `${Math.round(ms)} 毫秒`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} 秒`;
  return `${Math.round(ms / 60_000)} 分`;
}

/** Case numbers are read in fours. */
export function inFours(caseNo: string): string {
  return caseNo.match(/.{1,4}/g)?.join(' ') ?? '';
}
