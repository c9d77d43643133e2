const PREFIX = 'MCP';
const LENGTH = 8;
/** 32 signs without look-alikes: no I, L, O, U (Crockford). */
const LOGIN = /^MCP[0-9A-HJKMNP-TV-Z]{8}$/;
/** RFC 4648 writes with I, L, O, U and without 0, 1, 8, 9: one for the other, nothing of the randomness is lost. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { I: '1', L: '8', O: '0', U: '9' };

/**
 * Login made from a random text of the caller (FMT-21): it says nothing of the person. `random`: at least 8 base-32 characters, in the
 * alphabet of Crockford or of RFC 4648, either case; only the first 8 count. The caller sees to uniqueness (FMT-20) and never gives one twice.
 */
export function loginFrom(random: string): string {
  const characters = [...random.toUpperCase().replace(/[^0-9A-Z]/g, '')].slice(0, LENGTH);
  if (characters.length < LENGTH) throw new Error(`A login needs ${LENGTH} random base-32 characters`);
  return PREFIX + characters.map((character) => LOOK_ALIKES[character] ?? character).join('');
}

/** Whether a text has the form of a login, as stored: upper case, without separators. */
export function isLogin(text: string): boolean {
  return LOGIN.test(text);
}
