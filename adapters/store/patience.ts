/**
 * How long the API waits for PostgreSQL: for a connection, or for an answer, never both in a row. People are told to come back within 5 s, also where
 * the server is frozen and says nothing.
 */
export const API_PATIENCE = { waitMs: 3_000, queryMs: 3_500 };

/** What the server's own word, that a query took too long, needs to arrive. */
const UNANSWERED_MS = 500;

/** When this side gives up a query that the server was to end after `queryMs`. */
export function answeredWithinMs(queryMs: number): number {
  return queryMs + UNANSWERED_MS;
}
