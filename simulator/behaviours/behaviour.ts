/** Something that a party does, or that happens to it, from one moment to another. */
export interface Behaviour {
  begin(): Promise<void>;
  end(): Promise<void>;
}

/** The names by which scenarios and command lines know them. */
export const BEHAVIOUR_NAMES = [
  'duplicates',
  'goes-offline',
  'drifts',
  'garbage',
  'power-cut',
  'bouncing-key',
  'full-disk',
] as const;
export type BehaviourName = (typeof BEHAVIOUR_NAMES)[number];
