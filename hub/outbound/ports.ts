import type { ApplicantKind } from './province/codes.ts';

/** Who applied, as far as it may be told to the provincial platform. */
export interface Applicant {
  kind: ApplicantKind | null;
  name: string | null;
  idNumber: string | null;
  phone: string | null;
}

/**
 * Opens sealed identities (SZ-16) at the moment of sending. What it gives goes into one message and
 * is kept nowhere: neither in a delivery nor in a log.
 */
export interface Identities {
  /** The phone number for a reminder (SZ-13); null when there is none. */
  contactOf(caseNo: string): Promise<string | null>;
  applicantOf(caseNo: string): Promise<Applicant | null>;
}

/** For a hub that keeps no identities. */
export const NO_IDENTITIES: Identities = {
  contactOf: async () => null,
  applicantOf: async () => null,
};
