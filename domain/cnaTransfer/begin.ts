import type { CnaTransferState } from './procedure.ts';
import type { CnaTransferFacts } from './types.ts';

/** What a move to the CNA begins with, whoever asks for it. */
export function transferBeginning(asked: Pick<CnaTransferFacts, 'from' | 'departments' | 'reason'>, organisme: string) {
  const facts: CnaTransferFacts = { ...asked, departments: [...asked.departments], movedAt: null, undoneFor: null };
  const state: CnaTransferState = 'A_FAIRE';
  return { type: 'cnaTransfer' as const, label: `Centre national d’appui – ${organisme}`, state, facts };
}
