import type { Reach } from './access.ts';
import type { ProtegeSearch } from './search.ts';
import type { Protege } from './types.ts';

/** Where a page of protégés begins and how long it is. */
export interface ProtegePage {
  limit: number;
  cursor?: string | undefined;
  at: Date;
}

/**
 * Where protégés come from. The file of protégés, kept in PostgreSQL, is one source (adapters/store/protege/proteges.ts); the Caf's own
 * referential is one adapter more. A source decides nothing: what may be seen is `accessTo`'s to say.
 */
export interface ProtegeSource {
  /** one by reference, whoever asks */
  byReference(reference: string): Promise<Protege | null>;
  /** every line about one number, whoever they are entrusted to */
  byNumber(number: string): Promise<Protege[]>;
  /** those within reach whose measure is in force, by name; throws CURSEUR_INVALIDE for a cursor that is not of this list */
  search(
    reach: Reach,
    search: ProtegeSearch,
    page: ProtegePage,
  ): Promise<{ items: Protege[]; nextCursor: string | null }>;
}
