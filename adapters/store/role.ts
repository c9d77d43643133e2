import type { Logger } from '../logger.ts';
import type { Database } from './prisma.ts';

const AGAIN_MS = 5_000;
/** What PostgreSQL says of a role or password that it does not take: asking again would get the same answer. */
const NOT_LET_IN = /\b(?:28P01|28000)\b/;

/** True for a role that could change the journal after the fact: the schema's owner, a superuser (S6). */
async function rewritesJournal(database: Database): Promise<boolean> {
  const [row] = await database.$queryRaw<{ may: boolean }[]>`
    SELECT has_table_privilege(current_user, 'audit_line', 'UPDATE') OR has_table_privilege(current_user, 'audit_line', 'DELETE') AS may`;
  return row?.may === true;
}

/**
 * Throws where the application runs in production by a role that may rewrite the journal (S6), or that the database does not let in. A database that does not answer yet is asked
 * again, and `stop` is called if it turns out then: servers start without it.
 */
export async function refuseOwner(
  database: Database,
  { production, log, stop }: { production: boolean; log: Logger; stop: () => void },
): Promise<void> {
  if (!production) return;
  try {
    if (!(await rewritesJournal(database))) return;
  } catch (error) {
    if (error instanceof Error && NOT_LET_IN.test(error.message))
      throw new Error(
        'DATABASE_URL: the database does not let this role in by this password: mend it, or ALTER ROLE … PASSWORD there.',
      );
    log.warn({ err: error }, 'the role of the database is not known yet');
    const again = () =>
      refuseOwner(database, { production, log, stop }).catch((refusal: unknown) => {
        log.fatal({ err: refusal }, 'stopped');
        stop();
      });
    setTimeout(again, AGAIN_MS).unref();
    return;
  }
  throw new Error(
    'DATABASE_URL: this role may change the journal (the owner of the schema, or a superuser): give the application its own, passerelle_app (S6).',
  );
}
