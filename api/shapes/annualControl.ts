import { z } from 'zod';
import type { ProcessRow } from '../../adapters/store/queries/processes.ts';
import { TITRES } from '../../domain/account/types.ts';
import { CONTROLLED } from '../../domain/annualControl/items.ts';
import { CONTROL_STATES } from '../../domain/annualControl/transitions.ts';
import { CORRECTIONS, type ControlFacts, type ControlItem } from '../../domain/annualControl/types.ts';
import { SERVICE_CODES } from '../../domain/service/services.ts';
import { id, instant, iso, isoOrNull } from './common.ts';
import { isLate, waitingForOut } from './process.ts';

const service = z.enum(SERVICE_CODES);
const personRef = z.object({ id, name: z.string() });

export const controlSummaryOut = z
  .object({
    id,
    partnerId: id,
    caf: z.string(),
    label: z.string(),
    year: z.int(),
    state: z.enum(CONTROL_STATES),
    people: z.int().meta({ description: 'Personnes regardées' }),
    gaps: z.int().meta({ description: 'Écarts relevés et pas encore corrigés' }),
    waitingFor: waitingForOut.nullable(),
    late: z.boolean(),
    createdAt: instant,
    closedAt: instant.nullable(),
  })
  .meta({ id: 'AnnualControlSummary' });

export const controlItemOut = z.object({
  id,
  user: personRef,
  about: z
    .enum([...CONTROLLED])
    .meta({ description: 'Ce que la personne justifie : un profil Cdap, un service ; ou départ signalé' }),
  proof: z
    .object({
      at: instant,
      file: z.boolean().meta({ description: 'Une pièce a été déposée' }),
      filePurged: z.boolean().meta({ description: '… et supprimée au terme de sa conservation (S7)' }),
      numeroInstructeur: z.string().nullable(),
      titre: z.enum(TITRES).nullable(),
    })
    .nullable(),
  gap: z
    .object({
      reason: z.string(),
      correction: z.enum(CORRECTIONS).nullable().meta({ description: 'À vérifier par la Caf' }),
      corrected: z.boolean(),
    })
    .nullable(),
});

export const annualControlOut = controlSummaryOut
  .extend({
    sampleSize: z.int(),
    items: z.array(controlItemOut),
    accesses: z
      .array(z.object({ service, people: z.int(), unused: z.int() }))
      .meta({ description: 'Accès par service à l’ouverture ; `unused` : sans usage depuis un an' }),
    lastUses: z
      .array(z.object({ user: personRef, service, at: instant.nullable() }))
      .meta({ description: 'Dernier accès des personnes de l’échantillon, à l’ouverture' }),
    reason: z.string().nullable().meta({ description: 'Motif de l’annulation, ou note de la Caf' }),
  })
  .meta({ id: 'AnnualControl' });

export const controlFacts = (row: Pick<ProcessRow, 'facts'>): ControlFacts => row.facts as unknown as ControlFacts;

export function presentControlSummary(row: ProcessRow, at: Date): z.input<typeof controlSummaryOut> {
  const { year, people, items } = controlFacts(row);
  return {
    id: row.id,
    partnerId: row.partnerId ?? '',
    caf: row.caf,
    label: row.label,
    year,
    state: row.state as (typeof CONTROL_STATES)[number],
    people: people.length,
    gaps: items.filter(({ gap }) => gap !== null && !gap.corrected).length,
    waitingFor: row.waitingFor as z.input<typeof waitingForOut> | null,
    late: isLate(row, at),
    createdAt: iso(row.createdAt),
    closedAt: isoOrNull(row.closedAt),
  };
}

/** A control from the row of its process; `names`: of the people it is about; `purged`: its files are gone. */
export function presentControl(
  row: ProcessRow,
  names: ReadonlyMap<string, string>,
  purged: boolean,
  at: Date,
): z.input<typeof annualControlOut> {
  const { sampleSize, items, accesses, lastUses, reason } = controlFacts(row);
  const person = (userId: string) => ({ id: userId, name: names.get(userId) ?? '' });
  return {
    ...presentControlSummary(row, at),
    sampleSize,
    items: items.map((item) => presentItem(item, person(item.userId), purged)),
    accesses,
    lastUses: lastUses.map((one) => ({ user: person(one.userId), service: one.service, at: one.at })),
    reason,
  };
}

function presentItem(
  item: ControlItem,
  user: z.input<typeof personRef>,
  purged: boolean,
): z.input<typeof controlItemOut> {
  const { id: itemId, about, proof, gap } = item;
  return {
    id: itemId,
    user,
    about,
    proof:
      proof === null
        ? null
        : {
            at: proof.at,
            file: proof.attachmentId !== null,
            filePurged: proof.attachmentId !== null && purged,
            numeroInstructeur: proof.numeroInstructeur,
            titre: proof.titre,
          },
    gap: gap === null ? null : { reason: gap.reason, correction: gap.correction, corrected: gap.corrected },
  };
}
