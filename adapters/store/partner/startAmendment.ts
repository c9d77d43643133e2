import {
  type AmendmentAsked,
  type AmendmentGround,
  amendmentAsked,
  amendmentFacts,
  amendmentLabel,
  assertAlone,
} from '../../../domain/conventionAmendment/begin.ts';
import { conventionAmendment } from '../../../domain/conventionAmendment/kind.ts';
import type { Actor } from '../../../domain/decision/actor.ts';
import { contractingCaf } from '../../../domain/document/avenant.ts';
import type { DocumentContent } from '../../../domain/document/types.ts';
import { appendAudit } from '../journal.ts';
import type { Transaction } from '../prisma.ts';
import { newProcessRow, processInsert, startedUnder } from '../processRow.ts';
import { lockedFor } from './lockedFor.ts';

/**
 * Begins an avenant to the convention of a partner, under its lock; one at a time. The same start key gives the one that it began. Throws what
 * `assertAlone` and `amendmentFacts` do. Returns the process id.
 */
export async function startAmendment(
  tx: Transaction,
  partnerId: string,
  asked: AmendmentAsked,
  { startKey, actor, at }: { startKey: string | null; actor: Actor; at: Date },
): Promise<string> {
  const known = await startedUnder(tx, startKey);
  if (known !== null) return known.id;
  const partner = await lockedFor(tx, partnerId, 'conventionAmendment');
  assertAlone(partner.running);
  const facts = amendmentFacts(asked, await groundOf(tx, partnerId, asked, partner));
  const row = newProcessRow(
    {
      ...{ type: 'conventionAmendment', businessKey: partnerId, turn: partner.turn, caf: partner.caf, partnerId },
      ...{ label: amendmentLabel(partner.raisonSociale), state: conventionAmendment.begins, facts },
      ...{ linkEmail: partner.email, createdBy: actor.id, startKey },
    },
    at,
  );
  await tx.$executeRaw(processInsert(row));
  const processId = row.id as string;
  await appendAudit(tx, [amendmentAsked(processId, asked.reason)], { at, processId, caf: partner.caf, actor });
  return processId;
}

async function groundOf(
  tx: Transaction,
  partnerId: string,
  asked: AmendmentAsked,
  { caf, raisonSociale }: { caf: string; raisonSociale: string },
): Promise<AmendmentGround> {
  const convention = await tx.document.findFirst({
    where: { partnerId, kind: 'CONVENTION', state: 'ACTIF' },
    orderBy: { activatedAt: 'asc' },
    select: { siret: true, caf: true, content: true },
  });
  const holder =
    asked.object === 'CHANGEMENT_SIRET'
      ? await tx.partner.findFirst({ where: { siret: asked.siret, id: { not: partnerId } }, select: { id: true } })
      : null;
  const content = (convention?.content ?? {}) as DocumentContent;
  return {
    caf,
    raisonSociale,
    heldBy: holder?.id ?? null,
    convention:
      convention === null
        ? null
        : {
            siret: convention.siret,
            contractingCaf: contractingCaf({ caf: convention.caf, content }),
            departments: content.departments ?? [],
          },
  };
}
