/**
 * What the key of a business system is for. business: service records and ratings. hotline: besides
 * those of its own consultations (SZ-15/19), what became of work orders (SZ-21a).
 */
export const SYSTEM_KINDS = ['business', 'hotline'] as const;
export type SystemKind = (typeof SYSTEM_KINDS)[number];
