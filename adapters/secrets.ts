import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CodeRef } from '../domain/mail/types.ts';
import type { EncryptionKey } from './codec.ts';

/** What a link's token is bound to: the dossier (or request), its link version and the address it is mailed to (§4.3). */
export interface LinkSubject {
  kind: 'dossier' | 'request';
  linkRef: string;
  version: number;
  recipient: string;
}

export interface Secrets {
  linkToken(subject: LinkSubject): string;
  verifyLinkToken(token: string, subject: LinkSubject): boolean;
  signatureCode(ref: CodeRef): string;
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
  const [current] = keys;
  if (current === undefined) throw new Error('ENCRYPTION_KEYS holds no key');
  const mac = (key: Buffer, ...parts: (string | number)[]) =>
    createHmac('sha256', key).update(parts.join('\n')).digest();
  const linkMac = (key: Buffer, subject: LinkSubject) =>
    mac(key, 'link', subject.kind, subject.linkRef, subject.version, subject.recipient.toLowerCase());
  const code = (key: Buffer, ref: CodeRef) =>
    String(mac(key, 'code', ref.linkRef, ref.version, ref.nonce).readUInt32BE(0) % 1_000_000).padStart(6, '0');
  const same = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
  return {
    linkToken: (subject) =>
      `${current.id}.${subject.kind === 'dossier' ? 'd' : 'r'}.${subject.linkRef}.${linkMac(current.key, subject).toString('base64url')}`,
    verifyLinkToken(token, subject) {
      const keyId = parseLinkToken(token)?.keyId;
      const key = keys.find((one) => one.id === keyId);
      return (
        key !== undefined &&
        same(token.slice(token.lastIndexOf('.') + 1), linkMac(key.key, subject).toString('base64url'))
      );
    },
    signatureCode: (ref) => code(current.key, ref),
    verifySignatureCode: (given, ref) => keys.some((key) => same(given.replace(/\s/g, ''), code(key.key, ref))),
  };
}
