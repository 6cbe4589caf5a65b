import { readdirSync, readFileSync } from 'node:fs';
import type { Directory } from '../../hub/index.ts';
import type { Channel, Level, ServiceRecord, Stage } from '../../protocol/index.ts';

/** See `README.md` and `vector.schema.json`. */
export interface Vector {
  id: string;
  title: string;
  rules: string[];
  steps: Step[];
  moment: string;
  expected: Expected;
}

export type Step = { at: string } & {
  record?: ServiceRecord;
  rating?: VectorRating;
  again?: string;
  promptEnds?: { terminalId: string; ending: 'declined' | 'timedOut' };
  restart?: true;
};

export interface VectorRating {
  key: string;
  terminalId: string;
  caseNo: string;
  stage: Stage;
  tappedAt: string;
  clockOffsetMs?: number;
  level: Level | null;
  business?: Level;
  service?: Level;
  linked?: { caseNo: string; level: Level }[];
  channel: Channel;
  answersPrompt?: true;
  answersPromptOf?: string;
  forged?: true;
}

export interface Expected {
  cases: { caseNo: string; invitations: ExpectedInvitation[] }[];
  ratings: Record<string, { standing: string; rule: string }>;
  figures: { kind: string; item: string; level: number; ratings: number; cases: number }[];
}

export interface ExpectedInvitation {
  stage: Stage;
  kind: 'plain' | 'batch' | 'theme';
  rule: string;
  closesAt: string;
  status: string;
  cases: string[];
  linked: string[];
}

export const VECTOR_FILES = readdirSync(import.meta.dirname)
  .filter((name) => /^[a-z-]+\.json$/.test(name) && name !== 'hall.json')
  .sort();

export function readVectors(file: string): Vector[] {
  return (readJson(file) as { vectors: Vector[] }).vectors;
}

/** Where the vectors play. */
export const VECTOR_HALL = readJson('hall.json') as {
  directory: Directory;
  terminals: { terminalId: string; hallId: string; windowNo: string | null }[];
};

export function readJson(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
}

/** Under these names stand cases, records, declarations, halls and terminals. */
const NAMED = new Set(
  'caseNo answersPromptOf cases linked recordId declarationNo hallId terminalId'.split(' '),
);

/** The same with names that end in `mark`, so that many vectors can share a hub. */
export function marked<T>(value: T, mark: string): T {
  const inside = (part: unknown, name: string): unknown => {
    if (typeof part === 'string') return NAMED.has(name) ? `${part}-${mark}` : part;
    if (Array.isArray(part)) return part.map((one) => inside(one, name));
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, inside(one, key)]));
  };
  return inside(value, '') as T;
}

/** In an order of its own, so that only what is said matters. */
export function inOrder({ cases, ratings, figures }: Expected): Expected {
  const nameOf = (one: Expected['figures'][number]) =>
    JSON.stringify([one.kind, one.item, one.level]);
  return {
    cases: cases.map(({ caseNo, invitations }) => ({
      caseNo,
      invitations: invitations.toSorted((a, b) => (a.stage < b.stage ? 1 : -1)),
    })),
    ratings,
    figures: figures.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)),
  };
}
