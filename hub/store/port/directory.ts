import type { OpeningHours } from '../../../protocol/index.ts';

/** Halls with their windows, staff and items. */
export interface DirectoryCommands {
  /** Halls with their windows, staff and items; replaces what was import type { OpeningHours } from '../../../protocol/index.ts';
imported before. */
  'directory.import': {
    command: { directory: Directory; by: string; at: number };
    outcome: { changedTerminals: string[] };
  };
}

export interface DirectoryQueries {
  directory: { query: object; answer: Directory };
}

export interface Directory {
  halls: {
    hallId: string;
    name: string;
    notices: string[];
    openingHours?: OpeningHours;
    windows: { windowNo: string; name: string; staffNo: string | null }[];
  }[];
  staff: { staffNo: string; name: string; photoUrl?: string }[];
  items: { itemCode: string; name: string; certificate: boolean; departmentCode?: string }[];
}
