import { type CafSettings, mailboxesOf, NOTHING_SET } from '../../domain/caf/settings.ts';
import type { Database, Transaction } from './prisma.ts';

/** What a Caf has set; nothing for a Caf that has set nothing. */
export async function cafSettings(db: Pick<Database, 'cafSettings'>, caf: string): Promise<CafSettings> {
  const row = await db.cafSettings.findUnique({ where: { caf } });
  if (row === null) return NOTHING_SET;
  const { mailbox, cafproChannel, dialogue, resourceCentre, dataProtection, guides } = row;
  return {
    ...{ mailbox, cafproChannel, dialogue, resourceCentre, dataProtection },
    guides: guides as CafSettings['guides'],
  };
}

/** Replaces what a Caf has set. */
export async function saveCafSettings(tx: Transaction, caf: string, settings: CafSettings, at: Date): Promise<void> {
  const data = { ...settings, updatedAt: at };
  await tx.cafSettings.upsert({ where: { caf }, create: { caf, ...data }, update: data });
}

export interface Mailboxes {
  of: (caf: string) => string;
  /** reads anew what was set */
  refresh(): Promise<void>;
}

/**
 * Mailboxes of all Cafs, in memory: decisions ask for one in the middle of a transaction. `refresh` follows a change; `keepFresh` brings
 * along what was changed elsewhere.
 */
export function createMailboxes(db: Pick<Database, 'cafSettings'>, byPattern: (caf: string) => string): Mailboxes {
  let set: ReadonlyMap<string, string> = new Map();
  return {
    of: (caf) => mailboxesOf(set, byPattern)(caf),
    async refresh() {
      const rows = await db.cafSettings.findMany({
        where: { mailbox: { not: null } },
        select: { caf: true, mailbox: true },
      });
      set = new Map(rows.map(({ caf, mailbox }) => [caf, mailbox ?? byPattern(caf)]));
    },
  };
}

/** A mailbox that was set in another process is used here no later than that. */
export const MAILBOXES_EVERY_MS = 5_000;

/** Looks again every so often; what cannot be read now stays as it was. Returns what ends it. */
export async function keepFresh(mailboxes: Mailboxes, everyMs: number): Promise<() => void> {
  const look = () => mailboxes.refresh().catch(() => undefined);
  await look();
  const timer = setInterval(look, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
