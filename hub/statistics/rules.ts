import { packLabel, type RulePack } from '../rules/pack.ts';

/** What the rule pack in force says about figures. */
export interface FigureRules {
  /** Days and months begin and end here. */
  timeZone: string;
  /** A smaller group is not published (SZ-23a). */
  smallestGroup: number;
  /** Name and version of the pack. */
  pack: string;
}

export function figureRulesOf(pack: RulePack): FigureRules {
  const { timeZone, figures } = pack;
  return { timeZone, smallestGroup: figures.smallestGroup, pack: packLabel(pack) };
}
