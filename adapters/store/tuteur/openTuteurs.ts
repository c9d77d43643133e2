import type { Actor } from '../../../domain/decision/actor.ts';
import { openedNationally } from '../../../domain/service/openings.ts';
import { defaultRoles } from '../../../domain/service/services.ts';
import { EXCLUSIVE } from '../../../domain/service/tuteur/pair.ts';
import type { TuteurVerdict } from '../../../domain/tuteur/verdict.ts';
import { mayOpen } from '../../../domain/tuteurReopening/figures.ts';
import type { Refusal } from '../../../domain/tuteurReopening/types.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import { refreshServiceUse } from '../dossier/serviceUse.ts';
import type { Transaction } from '../prisma.ts';
import { suspendCdapT9 } from '../service/exclusiveT9.ts';
import { resumeOpened, takeTurns } from '../service/openedServices.ts';
import { together } from '../writes.ts';

interface Doing {
  at: Date;
  actor: Actor;
  processId: string;
}

/**
 * Opens the space to the tuteurs of these Cafs whom nothing blocks, set by set: what a rollback suspended opens again; the others get a bulletin of
 * origin REPRISE beside the Cdap bulletin that bears T9, and their opening (S0 asks for no other paper, [P]). TUT-5 where the switch of a group
 * is on. Returns the partners. Safe to retry: who is open is not opened again.
 */
export async function openTuteurs(
  tx: Transaction,
  cafs: readonly string[],
  wave: number,
  opensOn: string,
  doing: Doing,
): Promise<string[]> {
  const { processId, at } = doing;
  const partners = await partnersToOpen(tx, processId, cafs);
  if (partners.length === 0) return [];
  await takeTurns(tx, Prisma.sql`SELECT unnest(${partners}::text[])`);
  await resumeOpened(tx, EXCLUSIVE.space, partners, 'tuteurReopening', doing);
  await tx.$queryRaw(together(newBulletins(partners, opensOn, doing)));
  await beginUse(tx, partners, at);
  await suspendCdapT9(tx, partners, doing);
  await tx.$executeRaw`
    UPDATE tuteur_check SET wave = ${wave}, opened_at = ${at}, closed_at = NULL WHERE process_id = ${processId} AND partner_id = ANY(${partners}::text[])`;
  return partners;
}

/** Partners of these Cafs to whom the space opens: the rule decides (`mayOpen`), not the query. */
async function partnersToOpen(tx: Transaction, processId: string, cafs: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<
    { partnerId: string; caf: string; verdict: TuteurVerdict; refusal: Refusal | null }[]
  >`
    SELECT partner_id AS "partnerId", caf, verdict, refusal FROM tuteur_check
      WHERE process_id = ${processId} AND caf = ANY(${[...cafs]}::text[]) AND (opened_at IS NULL OR closed_at IS NOT NULL) ORDER BY partner_id`;
  return rows.filter(mayOpen).map(({ partnerId }) => partnerId);
}

/** Bulletins and openings of those of these partners who have no space yet, with their lines in the journal: one statement. */
function newBulletins(partners: readonly string[], opensOn: string, { at, actor, processId }: Doing) {
  const roles = JSON.stringify(defaultRoles(EXCLUSIVE.space, []));
  const bulletins = Prisma.sql`
    INSERT INTO document (id, kind, service, partner_id, caf, siret, origin, state, version, content, convention_id, contrat_id, activated_at, created_at)
      SELECT left(md5(${processId} || ':bulletin:' || d.partner_id), 24), 'BULLETIN', ${EXCLUSIVE.space}, d.partner_id, d.caf, d.siret, 'REPRISE', 'ACTIF', 1,
          jsonb_build_object('roles', ${roles}::jsonb, 'departments', coalesce(d.content -> 'departments', '[]'), 'raisonSociale', r.raison_sociale, 'siret', d.siret),
          d.convention_id, d.contrat_id, ${at}, ${at}
        FROM (SELECT DISTINCT ON (partner_id) * FROM document WHERE partner_id = ANY(${[...partners]}::text[]) AND kind = 'BULLETIN' AND service = ${EXCLUSIVE.service}
            AND state = 'ACTIF' AND jsonb_exists(content -> 'roles', ${EXCLUSIVE.role}) ORDER BY partner_id, created_at) d
          JOIN partner r ON r.id = d.partner_id
        WHERE NOT EXISTS (SELECT 1 FROM opened_service o WHERE o.partner_id = d.partner_id AND o.service = ${EXCLUSIVE.space} AND o.state <> 'FERMEE')
      RETURNING id, partner_id, caf, version, siret, content`;
  const versions = Prisma.sql`
    INSERT INTO document_version (document_id, version, siret, content, at) SELECT id, version, siret, content, ${at} FROM bulletins`;
  const openings = Prisma.sql`
    INSERT INTO opened_service (id, partner_id, caf, service, bulletin_id, state, opens_on, opened_at)
      SELECT left(md5(id || ':service'), 24), partner_id, caf, ${EXCLUSIVE.space}, id, 'OUVERTE', ${opensOn}, ${at} FROM bulletins RETURNING id, caf`;
  const line = openedNationally(EXCLUSIVE.space);
  const told = Prisma.sql`
    INSERT INTO audit_line (at, actor_id, actor_role, ip, action, entity, entity_id, process_id, caf, rule, label, after)
      SELECT ${at}, ${actor.id}, ${actor.role}, ${actor.ip}, ${line.action}, ${line.entity}, id, ${processId}, caf, ${line.rule}, ${line.label},
        jsonb_build_object('service', ${EXCLUSIVE.space}::text, 'state', 'OUVERTE', 'opensOn', ${opensOn}::text)
        FROM openings`;
  return [
    { name: 'bulletins', sql: bulletins },
    { name: 'versions', sql: versions },
    { name: 'openings', sql: openings },
    { name: 'told', sql: told },
  ];
}

/** TIME-2: who is in a group of the space with its role is habilitated from now on. */
async function beginUse(tx: Transaction, partners: readonly string[], at: Date): Promise<void> {
  const groups = await tx.group.findMany({
    where: { partnerId: { in: [...partners] }, service: EXCLUSIVE.space, closedAt: null },
    select: { id: true },
  });
  await refreshServiceUse(
    tx,
    [],
    groups.map(({ id }) => id),
    at,
  );
}
