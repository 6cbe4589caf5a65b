import {
  LEVELS,
  type Level,
  type LinkedRating,
  NATIONAL_TAG_LIST,
  NATIONAL_TAG_VERSION,
  NATIONAL_TAGS,
  type Prompt,
  type Tag,
} from '../protocol/index.ts';
import { between, type Random } from './random.ts';

/** What the person before the screen does with a prompt. */
export type Answer =
  | {
      kind: 'rates';
      afterMs: number;
      /** null: by the linked cases of a theme alone (SZ-20b). */
      level: Level | null;
      business?: Level;
      service?: Level;
      tags: Tag[];
      text?: string;
      linked?: LinkedRating[];
    }
  | { kind: 'declines'; afterMs: number }
  /** Does nothing until somebody says what. */
  | { kind: 'waits' };

export interface Citizen {
  answer(prompt: Prompt): Answer;
}

export interface CitizenBehaviour {
  /** How often each level is given; need not sum up to 1. */
  levels: Record<Level, number>;
  declines: number;
  /** Share of ratings with tags, and of negative ones with a text. */
  tags: number;
  text: number;
  delayMs: { least: number; most: number };
}

/** Stands there until told what to do. */
export const WAITING: Citizen = { answer: () => ({ kind: 'waits' }) };

/** Roughly what halls report: most are pleased, some are not, a few do not want to say. */
export const ORDINARY: CitizenBehaviour = {
  levels: { 5: 0.78, 4: 0.13, 3: 0.05, 2: 0.025, 1: 0.015 },
  declines: 0.15,
  tags: 0.3,
  text: 0.4,
  delayMs: { least: 1_500, most: 9_000 },
};

/** Rates at once and always: for load. */
export const EAGER: CitizenBehaviour = {
  ...ORDINARY,
  declines: 0,
  delayMs: { least: 0, most: 0 },
};

const COMPLAINTS = [
  '排队等了一个多小时。',
  '材料要求前后说法不一，跑了三趟。',
  '态度生硬，解释不清楚。',
];

/** A citizen with this behaviour; the same random numbers give the same answers. */
export function createCitizen(random: Random, behaviour: CitizenBehaviour = ORDINARY): Citizen {
  return {
    answer() {
      const { least, most } = behaviour.delayMs;
      const afterMs = between(random, least, most);
      if (random() < behaviour.declines) return { kind: 'declines', afterMs };
      const level = chooseLevel(random, behaviour.levels);
      const tags = random() < behaviour.tags ? chooseTags(random, level) : [];
      const rates = { kind: 'rates', afterMs, level, tags } as const;
      if (level > 2 || random() >= behaviour.text) return rates;
      return { ...rates, text: COMPLAINTS[between(random, 0, COMPLAINTS.length - 1)] ?? '' };
    },
  };
}

function chooseLevel(random: Random, weights: Record<Level, number>): Level {
  const total = LEVELS.reduce((sum, level) => sum + weights[level], 0);
  let left = random() * total;
  for (const level of LEVELS) {
    left -= weights[level];
    if (left < 0) return level;
  }
  return 1;
}

function chooseTags(random: Random, level: Level): Tag[] {
  const offered = NATIONAL_TAGS.filter((tag) => tag.level === level);
  const start = between(random, 0, offered.length - 1);
  return offered.slice(start, start + between(random, 1, 2)).map(({ code }) => ({
    list: NATIONAL_TAG_LIST,
    version: NATIONAL_TAG_VERSION,
    code,
  }));
}
