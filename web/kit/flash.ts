import type { Request, Response } from 'express';
import { cookie, cookieOf } from '../../api/authenticate.ts';
import type { ApiDeps } from '../../api/deps.ts';

const COOKIE = 'mot';
const SHOWN_FOR_S = 60;
const MAX_LENGTH = 600;

/** Leaves a word for the next page. It holds what was done, never a name or an address of anyone. */
export function leaveFlash(deps: Pick<ApiDeps, 'publicUrl'>, response: Response, words: string): void {
  const value = Buffer.from(words.slice(0, MAX_LENGTH)).toString('base64url');
  response.append('Set-Cookie', cookie(deps, { name: COOKIE, value, maxAgeS: SHOWN_FOR_S }));
}

/** The word left by the former page, told once. */
export function takeFlash(deps: Pick<ApiDeps, 'publicUrl'>, request: Request, response: Response): string | null {
  const value = cookieOf(deps, request, COOKIE);
  if (value === null || value === '') return null;
  response.append('Set-Cookie', cookie(deps, { name: COOKIE, value: '', maxAgeS: 0 }));
  const words = Buffer.from(value, 'base64url').toString('utf8');
  return words.length > MAX_LENGTH || words.includes('\0') ? null : words;
}
