/** Why a decision was taken; kept with it. */
export interface Explanation {
  rule: string;
  pack: string;
  facts: Record<string, unknown>;
}
