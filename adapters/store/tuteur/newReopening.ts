import { NATIONAL } from '../../../domain/caf/cafs.ts';
import type { Actor } from '../../../domain/decision/actor.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import { EXCLUSIVE } from '../../../domain/service/tuteur/pair.ts';
import type { TiersiRow } from '../../../domain/tuteur/tiersiFile.ts';
import { projectReopening } from '../../../domain/tuteurReopening/decide.ts';
import { type JudgedTuteur, judgeTuteurs, type KnownPartner } from '../../../domain/tuteurReopening/judge.ts';
import { type Begun, REOPENING_KEY, replaceFile, startReopening } from '../../../domain/tuteurReopening/start.ts';
import { newId } from '../ids.ts';
import { appendAudit } from '../journal.ts';
import type { Transaction } from '../prisma.ts';
import { tellProcess } from '../processCommand.ts';
import { newProcessRow, processInsert, startedUnder } from '../processRow.ts';
import { HOLDS_CDAP_T9 } from './cdapT9.ts';
import { loadGround, loadReopening, lockReopening, saveStanding } from './reopeningStore.ts';
import { tellCorrections } from './tellCorrections.ts';

interface Doing {
  at: Date;
  actor: Actor;
  startKey?: string | null;
}

/** Every partner that a file may name, by the SIRET of MCP or by the one it named him by before, and every one that holds Cdap T9 (TUT-12). */
export async function knownPartners(
  tx: Pick<Transaction, '$queryRaw'>,
  rows: readonly TiersiRow[],
): Promise<KnownPartner[]> {
  const named = JSON.stringify([...new Set(rows.map(({ siretMcp }) => siretMcp))]);
  return tx.$queryRaw<KnownPartner[]>`
    WITH named AS (SELECT jsonb_array_elements_text(${named}::jsonb) AS siret), wanted AS (
      SELECT r.id FROM partner r JOIN named n ON n.siret = r.siret UNION SELECT r.id FROM partner r JOIN named n ON n.siret = r.reference_tiersi
      UNION SELECT r.id FROM partner r WHERE ${HOLDS_CDAP_T9})
    SELECT r.id, r.caf, r.raison_sociale AS "raisonSociale", r.siret, r.reference_tiersi AS "referenceTiersi", r.nature, ${HOLDS_CDAP_T9} AS "holdsT9"
      FROM partner r JOIN wanted w ON w.id = r.id ORDER BY r.siret, r.caf`;
}

/** The verdict on every tuteur of a file that was read, without a write: what a dry run shows. */
export async function judgedTuteurs(
  tx: Pick<Transaction, '$queryRaw'>,
  rows: readonly TiersiRow[],
): Promise<JudgedTuteur[]> {
  return judgeTuteurs(rows, await knownPartners(tx, rows));
}

/**
 * Stores a checked file, once per `startKey`: the reopening, its lines, every tuteur with his verdict, its first line in the journal. Its workflow is
 * started after the commit, or by the sweep. Throws PROCESSUS_EN_COURS with the one that runs: one at a time nationally, also of two at once.
 */
export async function insertReopening(
  tx: Transaction,
  { opensOn, rows }: { opensOn: string; rows: readonly TiersiRow[] },
  { at, actor, startKey = null }: Doing,
): Promise<string> {
  const earlier = await startedUnder(tx, startKey);
  if (earlier !== null) return earlier.id;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('tuteurReopening'))`;
  const before = (await tx.process.findMany({
    where: { type: 'tuteurReopening' },
    select: { id: true, closedAt: true, facts: true },
  })) as Begun[];
  const { reopening, turn, label, audit } = startReopening({ opensOn, rows, before }, { at, actor });
  const { id, state, facts, createdBy } = reopening;
  const process = newProcessRow(
    {
      type: 'tuteurReopening',
      ...{ businessKey: REOPENING_KEY, turn, caf: NATIONAL, label, state, facts, startKey, createdBy },
    },
    at,
  );
  await tx.$executeRaw(processInsert(process));
  await writeFile(tx, id, rows, at);
  await appendAudit(tx, audit, { at, actor, processId: id, caf: null });
  return id;
}

/** A newer file replaces the former: verdicts are worked out again, corrections that were made stand (domain.md §5). */
export async function replaceReopeningFile(
  tx: Transaction,
  id: string,
  rows: readonly TiersiRow[],
  { at, actor }: Doing,
  policy: Policy,
): Promise<void> {
  await lockReopening(tx, id);
  const { reopening, audit } = replaceFile(await loadReopening(tx, id), rows, { at, actor });
  await writeFile(tx, id, rows, at);
  const projection = projectReopening(reopening, await loadGround(tx, reopening, at), policy);
  await saveStanding(tx, reopening, projection, at);
  await appendAudit(tx, audit, { at, actor, processId: id, caf: null });
  await tellCorrections(tx, id, at);
  await tellProcess(tx, id, { key: `look:${newId()}`, act: { type: 'look' } }, at);
}

async function writeFile(tx: Transaction, id: string, rows: readonly TiersiRow[], at: Date): Promise<void> {
  await tx.$executeRaw`DELETE FROM tiersi_line WHERE process_id = ${id}`;
  const lines = rows.map(
    ({ row, verdict, reasons, siren, siret, siretMcp, raisonSociale, proteges, conventionNumber }) => ({
      ...{
        process_id: id,
        row,
        verdict,
        reasons,
        siren,
        siret,
        siret_mcp: siretMcp,
        raison_sociale: raisonSociale,
        proteges,
      },
      convention_number: conventionNumber === '' ? null : conventionNumber,
    }),
  );
  await tx.$executeRaw`INSERT INTO tiersi_line SELECT * FROM jsonb_populate_recordset(null::tiersi_line, ${JSON.stringify(lines)}::jsonb)`;
  await judge(tx, id, rows, at);
}

/**
 * Judges by the file in force whom it has not judged (TUT-17): a newcomer whose bulletin came into force while the service was closed for everyone
 * is suspended until it opens, and was perhaps no partner here, or without Cdap T9, as the file came. The others are judged anew with him, and
 * what stands of them stands. Returns whether there was one.
 */
export async function judgeNewcomers(tx: Transaction, id: string, at: Date): Promise<boolean> {
  const [newcomers] = await tx.$queryRaw<{ there: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM opened_service o JOIN process p ON p.id = o.suspended_by AND p.type = 'tuteurReopening'
      WHERE o.service = ${EXCLUSIVE.space} AND o.state = 'SUSPENDUE'
        AND NOT EXISTS (SELECT 1 FROM tuteur_check c WHERE c.process_id = ${id} AND c.partner_id = o.partner_id)) AS there`;
  if (newcomers?.there !== true) return false;
  const lines = await tx.tiersiLine.findMany({ where: { processId: id }, orderBy: { row: 'asc' } });
  const rows = lines.map(({ verdict, conventionNumber, ...line }) => ({
    ...line,
    verdict: verdict as TiersiRow['verdict'],
    conventionNumber: conventionNumber ?? '',
    reasons: [],
  }));
  await judge(tx, id, rows, at);
  return true;
}

async function judge(tx: Transaction, id: string, rows: readonly TiersiRow[], at: Date): Promise<void> {
  const judged = await judgedTuteurs(tx, rows);
  const former = await takeChecks(tx, id);
  const checks = judged.map((one) => ({
    ...{ process_id: id, reference: one.reference, partner_id: one.partner?.id ?? null, caf: one.partner?.caf ?? null },
    ...{ raison_sociale: one.raisonSociale, siret_mcp: one.siretMcp, siren: one.siren, sirets: one.sirets },
    ...{ proteges: one.proteges, verdict: one.verdict, flags: one.flags, refusal: one.refusal },
    ...(one.partner === null ? {} : former.get(one.partner.id)),
  }));
  await tx.$executeRaw`INSERT INTO tuteur_check SELECT * FROM jsonb_populate_recordset(null::tuteur_check, ${JSON.stringify(checks)}::jsonb)`;
  // §5: by what Tiersi names a partner is kept with him, so that he is found after his correction
  await tx.$executeRaw`
    UPDATE partner r SET reference_tiersi = left(c.reference, 14), updated_at = ${at} FROM tuteur_check c
      WHERE c.process_id = ${id} AND c.partner_id = r.id AND c.siren IS NOT NULL AND r.reference_tiersi IS DISTINCT FROM left(c.reference, 14)`;
}

/** Takes the tuteurs of the former file away: what stands of one is his still, his correction, and whether the space is open to him. */
async function takeChecks(tx: Transaction, id: string): Promise<Map<string, Record<string, unknown>>> {
  const rows = await tx.$queryRaw<{ partner_id: string; stands: Record<string, unknown> }[]>`
    DELETE FROM tuteur_check c WHERE c.process_id = ${id} RETURNING c.partner_id, jsonb_build_object('correction_id', c.correction_id,
      'correction_state', c.correction_state, 'corrected_at', c.corrected_at, 'wave', c.wave, 'opened_at', c.opened_at, 'closed_at', c.closed_at) AS stands`;
  return new Map(rows.map((row) => [row.partner_id, row.stands]));
}
