import { describe, expect, it } from '@jest/globals';
import { isLogin, loginFrom } from './login.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RFC_4648 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

describe('login (FMT-20, FMT-21)', () => {
  it('is MCP and the first 8 random characters, upper case', () => {
    expect(loginFrom('7k2m9qxz')).toBe('MCP7K2M9QXZ');
    expect(loginFrom('7k2m-9qxz-tail')).toBe('MCP7K2M9QXZ');
  });

  it.each([CROCKFORD, RFC_4648])('keeps all the randomness of the alphabet %s, without look-alikes', (alphabet) => {
    const last = [...alphabet].map((character) => loginFrom(`AAAAAAA${character}`));
    expect(new Set(last).size).toBe(32);
    for (const login of last) {
      expect(isLogin(login)).toBe(true);
      expect(login).not.toMatch(/^MCP.*[ILOU]/);
    }
  });

  it.each(['', '7K2M9QX', '-- -- -- --', 'éééééééé'])('is not made from %j', (random) => {
    expect(() => loginFrom(random)).toThrow('8 random base-32 characters');
  });

  it.each([
    '',
    'MCP',
    'MCP7K2M9QX',
    'MCP7K2M9QXZ0',
    'mcp7k2m9qxz',
    'MCP7K2M9QXI',
    'CAF7K2M9QXZ',
    'marie.durand',
    ' MCP7K2M9QXZ',
  ])('does not take %j for one', (text) => {
    expect(isLogin(text)).toBe(false);
  });
});
