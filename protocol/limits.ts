/** Every size the wire allows, in one place. Text lengths count Unicode code points. */
export const LIMITS = {
  /** Bytes of one MQTT payload. A longer one is refused as `oversized` and kept as evidence. */
  payloadBytes: 8 * 1024,
  /** Bytes of one payload from the hub to a terminal: a prompt may name hundreds of linked cases. */
  downPayloadBytes: 256 * 1024,
  /** Bytes of one whole MQTT packet. A longer one is never read: the connection is cut. */
  packetBytes: 64 * 1024,
  /** Service records in one HTTP call. */
  recordsPerCall: 1_000,
  /** Bytes of one HTTP body. */
  httpBodyBytes: 2 * 1024 * 1024,
  /** Receipts in one message to a terminal; more go into the next message. */
  receiptsPerMessage: 32,
  /** Free text of a rating (SZ-11). */
  ratingText: 500,
  /** Tags of a rating: eight a level, two indicators. */
  ratingTags: 16,
  /** GB/T 39046-2020 table 9: 办件编号 an..50. */
  caseNo: 50,
  /** Cases of one batch declaration that a prompt names (SZ-20a). */
  batchCases: 300,
  /** Linked cases of a theme service (SZ-20b). */
  linkedCases: 300,
  /** Linked cases that one rating rates one by one; the others are covered by the theme. */
  linkedRatings: 60,
  /** Bytes of all of them as JSON, tags among them: with all else at its longest, one payload. */
  linkedBytes: 4_600,
  itemName: 120,
  personName: 60,
  /** A person's or a body's name, and the numbers it is known by (SZ-16). */
  applicantName: 120,
  idNo: 40,
  phone: 32,
  placeName: 80,
  notices: 8,
  noticeText: 120,
  /** Bytes of a whole app, and of one file of it. */
  editionBytes: 64 * 1024 * 1024,
  editionFiles: 4_000,
  /** Errors listed in one refusal; the count of all is always given. */
  refusalErrors: 10,
} as const;
