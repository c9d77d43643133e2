import type { Code } from '../codes.ts';
import type { Fault } from '../errors.ts';

/** The field by which whoever types something unlikely says that it is meant. */
export const CONFIRMED = 'confirmed';

/** Something unlikely that may be true all the same: asked once, with its rule, and taken when it is confirmed. */
export function toConfirm(code: Code, message: string, rule: string): Fault {
  return { path: CONFIRMED, code, message: `${message} Si c'est bien ce que vous voulez, confirmez-le.`, rule };
}
