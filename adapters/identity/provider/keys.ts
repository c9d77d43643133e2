import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { importJWK, type JWK } from 'jose';
import type { Database, Transaction } from '../../store/prisma.ts';
import type { Seal } from '../sealed.ts';

/** How long a key that was replaced is still published: longer than anything it signed is valid, and than anybody keeps a list of keys. */
export const PUBLISHED_MS = 24 * 3_600_000;
const BITS = 3072;
export const about = (id: string) => `provider-key:${id}`;
/** of all who begin at once, one makes the first key */
const FIRST_KEY_LOCK = 7_310_991;

interface KeyDeps {
  db: Database;
  seal: Seal;
}

/** A private key of the provider, as JWK. */
export type ProviderKey = JWK & { kid: string };

/** Keys of the OpenID provider, the one that signs first; the first start makes it. They are in no file, and sealed in the database (SVC-9, S2). */
export async function providerKeys({ db, seal }: KeyDeps, at: Date): Promise<[ProviderKey, ...ProviderKey[]]> {
  const published = await keysIn(db, seal, at);
  if (published !== null) return published;
  const made = await db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${FIRST_KEY_LOCK})`;
    const there = await keysIn(tx, seal, at);
    if (there === null) await keep(tx, seal, await makeKey(), at);
    return keysIn(tx, seal, at);
  });
  if (made === null) throw new Error('The key of the OpenID provider could not be made');
  return made;
}

/** Replaces the key that signs; what it signed is verified by it for a day more, unless somebody else may have it. Returns the id of the new one. */
export async function rotateProviderKey(
  { db, seal }: KeyDeps,
  at: Date,
  { compromised = false }: { compromised?: boolean } = {},
): Promise<string> {
  const key = await makeKey();
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${FIRST_KEY_LOCK})`;
    await tx.providerKey.updateMany({ where: { retiredAt: null }, data: { retiredAt: at } });
    const longAgo = new Date(at.getTime() - PUBLISHED_MS);
    if (compromised) await tx.providerKey.updateMany({ data: { retiredAt: longAgo } });
    await keep(tx, seal, key, at);
  });
  return key.kid;
}

/** For what is signed outside of the provider's own answers: a logout token. */
export async function signingKeyOf([current]: readonly [ProviderKey, ...ProviderKey[]]) {
  const { kid, alg = 'RS256' } = current;
  return { kid, alg, key: await importJWK(current, alg) };
}

type Reader = Pick<Transaction, 'providerKey'>;

async function keysIn(db: Reader, seal: Seal, at: Date): Promise<[ProviderKey, ...ProviderKey[]] | null> {
  const since = new Date(at.getTime() - PUBLISHED_MS);
  const rows = await db.providerKey.findMany({
    where: { OR: [{ retiredAt: null }, { retiredAt: { gt: since } }] },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
  });
  const [current, ...former] = rows.toSorted((a, b) => Number(a.retiredAt !== null) - Number(b.retiredAt !== null));
  if (current === undefined || current.retiredAt !== null) return null;
  const open = ({ id, sealed }: (typeof rows)[number]): ProviderKey =>
    JSON.parse(seal.open(sealed, about(id)).toString('utf8'));
  return [open(current), ...former.map(open)];
}

async function keep(tx: Reader, seal: Seal, key: ProviderKey, createdAt: Date): Promise<void> {
  const sealed = new Uint8Array(seal.close(Buffer.from(JSON.stringify(key)), about(key.kid)));
  await tx.providerKey.create({ data: { id: key.kid, sealed, createdAt } });
}

async function makeKey(): Promise<ProviderKey> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: BITS });
  const kid = randomBytes(12).toString('base64url');
  return { ...(privateKey.export({ format: 'jwk' }) as JWK), use: 'sig', alg: 'RS256', kid };
}
