import type { ProcessInput } from '../messages.ts';
import { followToEnd } from '../process.ts';

/** An Esat that let the window of the guaranteed remunerations pass: its Caf gets in touch with it (ESAT-8). */
export async function lateDeclaration(input: ProcessInput): Promise<string> {
  return followToEnd('lateDeclaration', input);
}
