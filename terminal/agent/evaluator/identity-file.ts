import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  type Configuration,
  ConfigurationSchema,
  EnrolmentTicketSchema,
  type PublicKey,
  PublicKeySchema,
  TerminalIdSchema,
} from '../../../protocol/index.ts';
import { publicKeyOf, type SigningKeyPair } from '../../link/index.ts';
import { writeDurably } from '../durable-file.ts';
import { AgentError } from '../errors.ts';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;

const CredentialsSchema = z.object({
  terminalId: TerminalIdSchema,
  secret: z.string(),
  mqttUrl: z.string(),
});

const IdentitySchema = z.object({
  key: PublicKeySchema.extend({ d: z.string() }),
  ticket: EnrolmentTicketSchema.nullable(),
  credentials: CredentialsSchema.nullable(),
  /** Hub time minus device time when it was last measured. */
  clockOffsetMs: z.number().nullable(),
  /** As the hub last gave it, good until the hub is met again. */
  configuration: ConfigurationSchema.nullable().default(null),
  /** The last instruction of the hub's that was carried out. */
  instructionDone: z.uuid().nullable().default(null),
});
const NOTHING_GIVEN = { ticket: null, credentials: null, clockOffsetMs: null };
type Kept = z.infer<typeof IdentitySchema>;
export type KeptCredentials = z.infer<typeof CredentialsSchema>;

/**
 * What makes an evaluator without a screen a terminal: its own signing key, and what the hub gave it.
 * Node cannot keep a key that cannot be read out, as a browser can; so it lies in a file that only the
 * agent's account may read, beside the outbox, and never goes anywhere else.
 */
export class IdentityFile {
  private readonly path: string;
  private kept: Kept;
  readonly keys: SigningKeyPair;

  private constructor(path: string, kept: Kept, keys: SigningKeyPair) {
    this.path = path;
    this.kept = kept;
    this.keys = keys;
  }

  /** Opens it, or makes a key. Throws `AgentError`: a damaged file is for a person to look at. */
  static async open(folder: string): Promise<IdentityFile> {
    const path = join(folder, 'evaluator.json');
    try {
      const known = readIfThere(path);
      if (known !== null) {
        const kept = IdentitySchema.parse(JSON.parse(known));
        return new IdentityFile(path, kept, await importKeys(kept.key));
      }
      const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
      const { d } = await crypto.subtle.exportKey('jwk', keys.privateKey);
      const key = { ...(await publicKeyOf(keys)), d: d ?? '' };
      const kept = IdentitySchema.parse({ ...NOTHING_GIVEN, key });
      const file = new IdentityFile(path, kept, keys);
      file.keep({});
      return file;
    } catch (error) {
      const words = `${path}: ${error instanceof Error ? error.message : String(error)}`;
      throw new AgentError('dataFolder', words, error);
    }
  }

  get publicKey(): PublicKey {
    const { d: _, ...open } = this.kept.key;
    return open;
  }

  get ticket() {
    return this.kept.ticket;
  }

  get credentials(): KeptCredentials | null {
    return this.kept.credentials;
  }

  get clockOffsetMs(): number | null {
    return this.kept.clockOffsetMs;
  }

  get configuration(): Configuration | null {
    return this.kept.configuration;
  }

  get instructionDone(): string | null {
    return this.kept.instructionDone;
  }

  /** On disk when it returns. */
  keep(news: Partial<Omit<Kept, 'key'>>): void {
    this.kept = { ...this.kept, ...news };
    writeDurably(this.path, JSON.stringify(this.kept));
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function importKeys({ d, ...open }: Kept['key']): Promise<SigningKeyPair> {
  const { subtle } = crypto;
  return {
    privateKey: await subtle.importKey('jwk', { ...open, d }, ALGORITHM, false, ['sign']),
    publicKey: await subtle.importKey('jwk', open, ALGORITHM, true, ['verify']),
  };
}
