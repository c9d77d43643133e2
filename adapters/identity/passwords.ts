import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** OWASP's minimum for argon2id (S4): 19 MiB, two passes, one lane. The enum of the package is ambient: 2 is Argon2id. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** argon2id hash in PHC format. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password, ARGON2ID);
}

let decoy: Promise<string> | undefined;

/**
 * True when the password is the one of this hash. Without a hash (unknown login, locked account) the same work is done against
 * a hash nobody has the password of, so that the answer takes as long (S3).
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword(randomBytes(24).toString('base64'));
  const matches = await verify(stored ?? (await decoy), password);
  return stored !== null && matches;
}
