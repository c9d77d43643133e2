import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createSecrets, parseLinkToken } from './secrets.ts';

const key = (id: string) => ({ id, key: randomBytes(32) });
const subject = {
  kind: 'dossier' as const,
  linkRef: 'abcdefgh12345678',
  version: 2,
  recipient: 'Contact@Tilleuls.example',
};

describe('derived secrets (§4.3 « Signature »)', () => {
  test('a reminder carries the same link; a new version or another address voids it', () => {
    const secrets = createSecrets([key('a')]);
    const token = secrets.linkToken(subject);
    expect(secrets.linkToken({ ...subject, recipient: 'contact@tilleuls.example' })).toBe(token);
    expect(secrets.verifyLinkToken(token, subject)).toBe(true);
    expect(secrets.verifyLinkToken(token, { ...subject, version: 3 })).toBe(false);
    expect(secrets.verifyLinkToken(token, { ...subject, recipient: 'autre@tilleuls.example' })).toBe(false);
    expect(secrets.verifyLinkToken(token, { ...subject, kind: 'request' })).toBe(false);
    expect(secrets.verifyLinkToken(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, subject)).toBe(false);
    expect(parseLinkToken(token)).toEqual({ keyId: 'a', kind: 'dossier', linkRef: 'abcdefgh12345678' });
    for (const wrong of ['', 'a.d.x.y', 'x'.repeat(200), `${token}.z`]) expect(parseLinkToken(wrong)).toBeNull();
  });

  test('a link made before the key was rotated still opens, one of a retired key does not', () => {
    const [old, fresh] = [key('old'), key('new')];
    const token = createSecrets([old]).linkToken(subject);
    expect(createSecrets([fresh, old]).verifyLinkToken(token, subject)).toBe(true);
    expect(createSecrets([fresh]).verifyLinkToken(token, subject)).toBe(false);
  });

  test('R2: a resend may keep to the key of its first copy; a key that is gone gives way to the current one', () => {
    const [old, fresh] = [key('old'), key('new')];
    const both = createSecrets([fresh, old]);
    const ref = { linkRef: 'abcdefgh12345678', version: 1, nonce: 'n1' };
    expect(both.linkToken(subject, 'old')).toBe(createSecrets([old]).linkToken(subject));
    expect(both.signatureCode(ref, 'old')).toBe(createSecrets([old]).signatureCode(ref));
    expect(both.verifySignatureCode(both.signatureCode(ref, 'old'), ref)).toBe(true);
    expect(both.linkToken(subject, 'gone')).toBe(both.linkToken(subject));
    expect([both.keyId, parseLinkToken(both.linkToken(subject))?.keyId]).toEqual(['new', 'new']);
  });

  test('a token is good for the link it names and no other', () => {
    const secrets = createSecrets([key('a')]);
    const other = secrets.linkToken({ ...subject, linkRef: 'zzzzzzzz12345678' });
    expect(secrets.verifyLinkToken(other, subject)).toBe(false);
    expect(secrets.verifyLinkToken(other.replace('zzzzzzzz', 'abcdefgh'), subject)).toBe(false);
    for (const wrong of ['', '12345', 'abcdef', '１２３４５６'])
      expect(secrets.verifySignatureCode(wrong, { linkRef: 'a', version: 1, nonce: 'n' })).toBe(false);
  });

  test('a code has six digits, is bound to its nonce, and forgives spaces', () => {
    const secrets = createSecrets([key('a')]);
    const ref = { linkRef: 'abcdefgh12345678', version: 1, nonce: 'n1' };
    const code = secrets.signatureCode(ref);
    for (const typed of [
      ` ${code}\r\n`,
      `${code.slice(0, 3)}\u00a0${code.slice(3)}`,
      `\u200b${code.slice(0, 3)}-${code.slice(3)}.`,
    ])
      expect([typed, secrets.verifySignatureCode(typed, ref)]).toEqual([typed, true]);
    expect(code).toMatch(/^\d{6}$/);
    expect(secrets.verifySignatureCode(`${code.slice(0, 3)} ${code.slice(3)}`, ref)).toBe(true);
    expect(secrets.verifySignatureCode(code, { ...ref, nonce: 'n2' })).toBe(false);
  });
});
