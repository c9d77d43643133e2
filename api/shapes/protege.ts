import { z } from 'zod';
import type { ProtegeAccess } from '../../domain/protege/access.ts';
import { DEMARCHE_CODES, DEMARCHES } from '../../domain/protege/demarches.ts';
import { MEASURE_CODES, measureOf } from '../../domain/protege/measures.ts';
import { TRACE_ACTION_CODES, TRACE_ACTIONS } from '../../domain/protege/trace.ts';
import type { Protege } from '../../domain/protege/types.ts';
import { checkedId, codeSchema, id, instant } from './common.ts';

export const referenceParams = z.strictObject({ ref: id.meta({ description: 'Référence du protégé' }) });

const demarche = z.object({ code: z.enum(DEMARCHE_CODES), label: z.string() });

/** What a list shows of a protégé; `birthDate`: null where the measure does not let it be seen (TUT-18). */
export const protegeItemOut = z.object({
  reference: id,
  number: z.string(),
  lastName: z.string(),
  firstName: z.string(),
  birthDate: z.iso.date().nullable(),
  measure: z.object({ code: z.enum(MEASURE_CODES), label: z.string() }),
  measureEndsOn: z.iso.date().nullable().meta({ description: 'Dernier jour de la mesure' }),
  siret: z.string().meta({ description: 'Établissement à qui il est confié' }),
});

/** A protégé's sheet. */
export const protegeOut = protegeItemOut
  .extend({
    demarches: z.array(demarche).meta({ description: 'Démarches que la mesure ouvre (TUT-14, TUT-18)' }),
    note: z.string().nullable().meta({ description: 'Ce qu’il faut faire quand aucune n’est ouverte' }),
  })
  .meta({ id: 'Protege' });

export const traceLineOut = z
  .object({
    id,
    at: instant,
    userId: id,
    person: z.string(),
    partnerId: id,
    organisme: z.string(),
    action: z.enum(TRACE_ACTION_CODES),
    label: z.string(),
    proteges: z.array(z.string()).meta({ description: 'Références, jamais de nom' }),
    procedure: demarche.nullable(),
    detail: z
      .string()
      .nullable()
      .meta({ description: 'Comment la recherche a été faite ; pour la Caf, motif d’un refus' }),
    refused: z.boolean(),
  })
  .meta({ id: 'TuteurTrace' });

export function presentItem(protege: Protege, { sees }: Pick<ProtegeAccess, 'sees'>): z.input<typeof protegeItemOut> {
  const { reference, number, lastName, firstName, birthDate, measure, measureEndsOn, siret } = protege;
  return {
    ...{ reference, number, lastName, firstName },
    birthDate: sees === 'FICHE' ? birthDate : null,
    measure: { code: measure, label: measureOf(measure).label },
    ...{ measureEndsOn, siret },
  };
}

export function presentProtege(protege: Protege, access: ProtegeAccess): z.input<typeof protegeOut> {
  return {
    ...presentItem(protege, access),
    demarches: access.demarches.map((code) => ({ code, label: DEMARCHES[code] })),
    note: measureOf(protege.measure).elsewhere,
  };
}

export const actionLabel = (action: (typeof TRACE_ACTION_CODES)[number]): string => TRACE_ACTIONS[action];

/** A row of a file of protégés that is to be corrected; what stands in its cells is told nowhere (S2). */
export const faultyProtegeOut = z
  .object({
    row: z.int(),
    reasons: z.array(z.object({ code: codeSchema, column: z.string(), message: z.string() })),
  })
  .meta({ id: 'FaultyProtegeRow' });

const figures = {
  rows: z.object({ total: z.int(), accepted: z.int(), refused: z.int() }),
  before: z.int().meta({ description: 'Protégés jusqu’ici' }),
  removed: z.int().meta({ description: 'De ceux-là, ceux que le fichier ne confie plus' }),
};

export const protegeImportOut = z.object({
  replaced: z.boolean().meta({ description: 'faux : vérification seule' }),
  checkId: checkedId.nullable().meta({
    description: 'D’une vérification : ses lignes à corriger, gardées un jour (`protege-checks`) ; null : aucune',
  }),
  ...figures,
  details: z.array(faultyProtegeOut).meta({ description: 'Les 500 premières lignes à corriger' }),
});

export const protegeCheckOut = z
  .object({ checkId: checkedId, keptUntil: instant, ...figures })
  .meta({ id: 'ProtegeCheck' });
