import { Secret, TOTP } from 'otpauth';
import { RECOVERY_CODES, readCode, recoveryCodeFrom } from '../../domain/account/secondFactor.ts';
import { newId, sha256 } from '../store/ids.ts';
import type { Database, Transaction } from '../store/prisma.ts';
import type { Seal } from './sealed.ts';

/** Where someone's second factor stands; null: none is in force. */
export interface FactorState {
  since: Date;
  /** recovery codes that were not used */
  codesLeft: number;
}

/** Second factors by an authenticator application (RFC 6238: SHA-1, six digits, thirty seconds, one step either side). */
export interface SecondFactors {
  /** A new key, told once; it is in force only when `confirm` has seen a code of it. Null while another is in force. */
  begin(userId: string, account: string, at: Date): Promise<{ key: string; uri: string } | null>;
  /** Puts the key in force and tells the recovery codes, once. Null: the code is not of the key that was begun. */
  confirm(tx: Transaction, userId: string, typed: string, at: Date): Promise<string[] | null>;
  /** Uses a code up: true once for each, however many ask at the same time. */
  take(userId: string, typed: string, at: Date): Promise<boolean>;
  state(userId: string): Promise<FactorState | null>;
}

const ISSUER = 'Passerelle';
const KEY_BYTES = 20;

export function createSecondFactors(database: Database, seal: Seal): SecondFactors {
  /** The step whose code this is, if it is one of the three that may be given now. */
  const stepOf = (userId: string, sealed: Uint8Array, code: string, at: Date): number | null => {
    const totp = new TOTP({ secret: secretOf(seal.open(sealed, about(userId))) });
    const delta = totp.validate({ token: code, timestamp: at.getTime(), window: 1 });
    return delta === null ? null : totp.counter({ timestamp: at.getTime() }) + delta;
  };

  return {
    async begin(userId, account, at) {
      const secret = new Secret({ size: KEY_BYTES });
      const sealed = seal.close(Buffer.from(secret.bytes), about(userId));
      const begun = await database.$executeRaw`
        INSERT INTO second_factor AS f (user_id, sealed, created_at) VALUES (${userId}, ${sealed}, ${at})
          ON CONFLICT (user_id) DO UPDATE SET sealed = excluded.sealed, created_at = excluded.created_at WHERE f.confirmed_at IS NULL`;
      if (begun === 0) return null;
      return { key: secret.base32, uri: new TOTP({ issuer: ISSUER, label: account, secret }).toString() };
    },

    async confirm(tx, userId, typed, at) {
      const factor = await tx.secondFactor.findUnique({ where: { userId } });
      const given = readCode(typed);
      if (factor === null || given?.kind !== 'step') return null;
      const step = stepOf(userId, factor.sealed, given.code, at);
      if (step === null) return null;
      const confirmed = await tx.$executeRaw`
        UPDATE second_factor SET confirmed_at = ${at}, last_step = ${step}
          WHERE user_id = ${userId} AND sealed = ${factor.sealed} AND confirmed_at IS NULL`;
      if (confirmed === 0) return null;
      const codes = Array.from({ length: RECOVERY_CODES }, () => recoveryCodeFrom(newId()));
      await tx.recoveryCode.createMany({ data: codes.map((code) => ({ userId, hash: hashOf(code) })) });
      return codes;
    },

    async take(userId, typed, at) {
      const given = readCode(typed);
      if (given === null) return false;
      if (given.kind === 'recovery') {
        const used = await database.$executeRaw`
          UPDATE recovery_code SET used_at = ${at} WHERE user_id = ${userId} AND hash = ${hashOf(typed)} AND used_at IS NULL`;
        return used > 0;
      }
      const factor = await database.secondFactor.findUnique({ where: { userId, confirmedAt: { not: null } } });
      const step = factor === null ? null : stepOf(userId, factor.sealed, given.code, at);
      if (step === null) return false;
      const used = await database.$executeRaw`
        UPDATE second_factor SET last_step = ${step} WHERE user_id = ${userId} AND confirmed_at IS NOT NULL AND last_step < ${step}`;
      return used > 0;
    },

    async state(userId) {
      const factor = await database.secondFactor.findUnique({
        where: { userId },
        select: { confirmedAt: true, _count: { select: { recoveryCodes: { where: { usedAt: null } } } } },
      });
      return factor?.confirmedAt == null ? null : { since: factor.confirmedAt, codesLeft: factor._count.recoveryCodes };
    },
  };
}

/** Takes the second factor and its recovery codes away; false when none was in force. */
export async function removeSecondFactor(tx: Transaction, userId: string): Promise<boolean> {
  const { count } = await tx.secondFactor.deleteMany({ where: { userId, confirmedAt: { not: null } } });
  return count > 0;
}

/** Binds the sealed key to its person: copied into another's row, it does not open. */
export const about = (userId: string): string => `second-factor:${userId}`;

function secretOf(bytes: Buffer): Secret {
  return new Secret({ buffer: new Uint8Array(bytes).buffer });
}

/** Eighty random bits need no slow hash. */
function hashOf(typed: string): string {
  return sha256(readCode(typed)?.code ?? '');
}
