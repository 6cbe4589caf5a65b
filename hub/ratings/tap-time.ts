/**
 * When the citizen tapped, in epoch milliseconds: the device's clock corrected by the offset it
 * learned from the hub, never before the prompt was made and never after the message arrived
 * (architecture §5, 11), never before 1970. With an offset never measured the device's clock is all
 * there is.
 */
export function tapTime(facts: {
  deviceTime: number;
  clockOffsetMs: number | null;
  promptIssuedAt: number | null;
  receivedAt: number;
}): number {
  const corrected = facts.deviceTime + (facts.clockOffsetMs ?? 0);
  const afterPrompt = Math.max(corrected, facts.promptIssuedAt ?? 0);
  return Math.min(afterPrompt, facts.receivedAt);
}
