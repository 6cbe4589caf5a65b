import { z } from 'zod';
import { LIMITS } from '../limits.ts';

/** Name of a published app: safe in a file name and a URL. */
export const EditionNameSchema = z
  .string()
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,39})$/, 'expected 1–40 letters, digits, ".", "_" or "-"')
  .describe('Name of a published app, e.g. 1.4.0');

const DigestSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/)
  .describe('SHA-256, base64url');

/** A file of the app by its path below the app's folder; no part of it begins with a dot. */
export const EditionPathSchema = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/);

/** Everything an edition is made of. The agent takes exactly these bytes or none. */
export const EditionManifestSchema = z.strictObject({
  edition: EditionNameSchema,
  files: z
    .array(
      z.strictObject({
        path: EditionPathSchema,
        bytes: z.int().min(0).max(LIMITS.editionBytes),
        digest: DigestSchema,
      }),
    )
    .min(1)
    .max(LIMITS.editionFiles)
    .describe('Sorted by path'),
});
export type EditionManifest = z.infer<typeof EditionManifestSchema>;

/**
 * The app that a terminal is to run. The digest is over the canonical JSON of the manifest: it
 * comes over the terminal's own connection, so that files from anywhere can be trusted by it.
 */
export const WantedEditionSchema = z.object({ edition: EditionNameSchema, digest: DigestSchema });
export type WantedEdition = z.infer<typeof WantedEditionSchema>;

/** Why an agent does not serve an edition; the one before goes on. */
export const EditionRefusalSchema = z
  .enum([
    'unreachable',
    'notPublished',
    'badManifest',
    'badFile',
    'incomplete',
    'tooLarge',
    'notKept',
    'neverStarted',
  ])
  .describe(
    'unreachable: tried again; notPublished: the hub has none of this name; badManifest: not the ' +
      'one that was meant; badFile: a file is not what the manifest says; incomplete: index.html ' +
      'or sw.js is missing; tooLarge; notKept: the disk failed; neverStarted: the screen fell ' +
      'silent before the new page had spoken, and the agent went back',
  );
export type EditionRefusal = z.infer<typeof EditionRefusalSchema>;

/** The app on a terminal, as its agent knows it. */
export const EditionFactSchema = z.object({
  runs: EditionNameSchema.nullable().describe('What the page runs; null: what came with the agent'),
  serves: EditionNameSchema.nullable().describe('What the page takes when nobody is here'),
  refused: z
    .object({ edition: EditionNameSchema, reason: EditionRefusalSchema })
    .nullable()
    .describe('What it should serve and does not'),
});
export type EditionFact = z.infer<typeof EditionFactSchema>;
