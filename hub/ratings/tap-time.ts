/**
 * When the citizen tapped, in epoch milliseconds: the device's clock corrected by the offset it
 * learned from the hub, never before it was possible (the prompt was made, the case completed) and
 * never after the message arrived (architecture §5, 11), never before 1970. With an offset never
 * measured the device's clock is all there is.
 */
export function tapTime(facts: {
  deviceTime: number;
  clockOffsetMs: number | null;
  notBefore: number | null;
  receivedAt: number;
}): number {
  const corrected = facts.deviceTime + (facts.clockOffsetMs ?? 0);
  const possible = Math.max(corrected, facts.notBefore ?? 0);
  return Math.min(possible, facts.receivedAt);
}
