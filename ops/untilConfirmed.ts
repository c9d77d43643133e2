import type { Commands } from '../api/deps.ts';
import { DomainError } from '../domain/errors.ts';

/** Longer than any busy machine takes to carry out one act. */
const PATIENCE_MS = 120_000;

/** On a busy machine an act may take longer than people are let wait (R7); then they ask again with the same key, as they are told. */
export function untilConfirmed(send: Commands['send']): Commands['send'] {
  return async (command) => {
    for (const end = Date.now() + PATIENCE_MS; ; )
      try {
        return await send(command);
      } catch (error) {
        const asked = error instanceof DomainError && error.code === 'NON_CONFIRME';
        if (!asked || Date.now() > end) throw error;
      }
  };
}
