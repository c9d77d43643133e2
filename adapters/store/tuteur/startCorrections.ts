import { type Actor, PROCESS_ACTOR } from '../../../domain/decision/actor.ts';
import { statesOf } from '../../../domain/kinds.ts';
import { correctionFacts, correctionLabel } from '../../../domain/siretCorrection/firstFacts.ts';
import { siretCorrection } from '../../../domain/siretCorrection/kind.ts';
import { asksTheCaf, TUTEUR_VERDICTS } from '../../../domain/tuteur/verdict.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Transaction } from '../prisma.ts';
import { newProcessRow } from '../processRow.ts';
import { together } from '../writes.ts';

/** How many corrections one transaction begins. */
export const CORRECTIONS_PER_BATCH = 250;

/** Verdicts that ask the Caf to correct or to verify by themselves, and those that do only with this flag (TUT-6, TUT-8, TUT-12). */
const FLAG = 'siretMcpInconnu';
const ALWAYS = TUTEUR_VERDICTS.filter((verdict) => asksTheCaf({ verdict, flags: [] }));
const FLAGGED = TUTEUR_VERDICTS.filter((verdict) => asksTheCaf({ verdict, flags: [FLAG] }));

/** Ends after which a newer file may begin another: nothing was decided. */
const UNDECIDED = statesOf(siretCorrection, 'stopped');

interface ToCorrect {
  reference: string;
  partnerId: string;
  caf: string;
  raisonSociale: string;
  email: string;
  conventionSiret: string;
  turn: number;
}

/**
 * Begins the corrections of the next tuteurs of a reopening that have none yet: those with a partner here and a convention in force, whom
 * nothing else keeps out, and whose verdict another SIRET in MCP changes, or who sees nothing whatever it is (`A_VERIFIER`). Set-based: two statements however many. Safe to retry, and two at
 * once begin each but once: a tuteur bears the id of his correction from the same transaction on. Returns the ids of the processes, whose
 * workflows the caller may start (the sweep does too); none: nobody is left.
 */
export async function startCorrections(
  tx: Transaction,
  reopeningId: string,
  at: Date,
  { limit = CORRECTIONS_PER_BATCH, actor = PROCESS_ACTOR }: { limit?: number; actor?: Actor } = {},
): Promise<string[]> {
  const next = await tx.$queryRaw<ToCorrect[]>`
    SELECT c.reference, p.id AS "partnerId", p.caf, p.raison_sociale AS "raisonSociale", p.email, d.siret AS "conventionSiret",
      (SELECT count(*)::int + 1 FROM process o WHERE o.type = 'siretCorrection' AND o.business_key = p.id || '-' || c.reference) AS turn
    FROM tuteur_check c JOIN partner p ON p.id = c.partner_id
      JOIN document d ON d.partner_id = p.id AND d.kind = 'CONVENTION' AND d.state = 'ACTIF'
    WHERE c.process_id = ${reopeningId} AND c.refusal IS NULL
      AND (c.verdict = ANY(${[...ALWAYS]}) OR c.verdict = ANY(${[...FLAGGED]}) AND ${FLAG} = ANY(c.flags))
      AND (c.correction_id IS NULL
        OR c.correction_state = ANY(${UNDECIDED}) AND EXISTS (SELECT 1 FROM process o WHERE o.id = c.correction_id AND o.closed_at IS NOT NULL))
    ORDER BY c.reference LIMIT ${limit} FOR UPDATE OF c SKIP LOCKED`;
  if (next.length === 0) return [];
  const rows = next.map((one) =>
    newProcessRow(
      {
        type: 'siretCorrection',
        businessKey: `${one.partnerId}-${one.reference}`,
        turn: one.turn,
        caf: one.caf,
        partnerId: one.partnerId,
        label: correctionLabel(one.raisonSociale),
        state: siretCorrection.begins,
        facts: correctionFacts({ reopeningId, reference: one.reference, formerSiret: one.conventionSiret }),
        linkEmail: one.email,
        createdBy: actor.id,
      },
      at,
    ),
  );
  const begun = Prisma.sql`INSERT INTO process SELECT * FROM jsonb_populate_recordset(null::process, ${JSON.stringify(rows)}::jsonb)
    ON CONFLICT DO NOTHING RETURNING id, state, facts -> 'correction' ->> 'reference' AS reference`;
  const marked = Prisma.sql`UPDATE tuteur_check c SET correction_id = b.id, correction_state = b.state, corrected_at = NULL
    FROM begun b WHERE c.process_id = ${reopeningId} AND c.reference = b.reference RETURNING b.id`;
  const [made] = await tx.$queryRaw<{ ids: string[] | null }[]>(
    together([
      { name: 'begun', sql: begun },
      { name: 'marked', sql: marked, then: Prisma.sql`(SELECT array_agg(id ORDER BY id) FROM marked) AS ids` },
    ]),
  );
  return made?.ids ?? [];
}
