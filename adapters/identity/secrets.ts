import { createHmac, timingSafeEqual } from 'node:crypto';
import { compactSecret } from '../../domain/formats/text.ts';
import type { CodeRef } from '../../domain/mail/types.ts';
import { type EncryptionKey, keysFor } from '../keys.ts';

/** What a link's token is bound to: the dossier (or request), its link version and the address it is mailed to (§4.3). */
export interface LinkSubject {
  kind: 'dossier' | 'request';
  linkRef: string;
  version: number;
  recipient: string;
}

/** `keyId` keeps a resend on the key of the first attempt (R2); unsaid, or no longer known: the current key. */
export interface Secrets {
  /** id of the key that signs now */
  readonly keyId: string;
  /** `<keyId>.<d|r>.<linkRef>.<256-bit MAC, base64url>` */
  linkToken(subject: LinkSubject, keyId?: string): string;
  /** In constant time, by the key that the token names. */
  verifyLinkToken(token: string, subject: LinkSubject): boolean;
  /** six digits, bound to link, version and nonce */
  signatureCode(ref: CodeRef, keyId?: string): string;
  verifySignatureCode(code: string, ref: CodeRef): boolean;
}

/** Public part of a token: which key made it and whose link it is; null when it is not shaped like one. */
export function parseLinkToken(token: string): { keyId: string; kind: 'dossier' | 'request'; linkRef: string } | null {
  const match = /^([\w-]{1,40})\.([dr])\.([0-9a-z]{8,40})\.[\w-]{43}$/.exec(token);
  if (match?.[1] === undefined || match[3] === undefined) return null;
  return { keyId: match[1], kind: match[2] === 'd' ? 'dossier' : 'request', linkRef: match[3] };
}

/**
 * Derived secrets: an HMAC of what they are for, never stored, so that a reminder carries the same link and no table holds a token
 * (S2). Several keys may verify, the first one signs.
 */
export function createSecrets(keys: readonly EncryptionKey[]): Secrets {
  const derived = keysFor('links', keys);
  const [current] = derived;
  const keyOf = (id: string | undefined) => derived.find((one) => one.id === id) ?? current;
  const mac = (key: Buffer, ...parts: (string | number)[]) =>
    createHmac('sha256', key).update(parts.join('\n')).digest();
  const linkMac = (key: Buffer, subject: LinkSubject) =>
    mac(key, 'link', subject.kind, subject.linkRef, subject.version, subject.recipient.toLowerCase());
  const code = (key: Buffer, ref: CodeRef) =>
    String(mac(key, 'code', ref.linkRef, ref.version, ref.nonce).readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
  const same = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
  return {
    keyId: current.id,
    linkToken(subject, keyId) {
      const { id, key } = keyOf(keyId);
      return `${id}.${subject.kind === 'dossier' ? 'd' : 'r'}.${subject.linkRef}.${linkMac(key, subject).toString('base64url')}`;
    },
    verifyLinkToken(token, subject) {
      const named = parseLinkToken(token);
      const key = derived.find((one) => one.id === named?.keyId);
      return (
        key !== undefined &&
        named?.kind === subject.kind &&
        named.linkRef === subject.linkRef &&
        same(token.slice(token.lastIndexOf('.') + 1), linkMac(key.key, subject).toString('base64url'))
      );
    },
    signatureCode: (ref, keyId) => code(keyOf(keyId).key, ref),
    verifySignatureCode(given, ref) {
      const typed = compactSecret(given);
      return /^\d{6}$/.test(typed) && derived.some(({ key }) => same(typed, code(key, ref)));
    },
  };
}
