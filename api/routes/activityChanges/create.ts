import { PARTNER_SIDE } from '../../access.ts';
import { declareChange } from '../../activityChanges.ts';
import { caseRow } from '../../cases.ts';
import { route } from '../../route.ts';
import { changeStateOut, presentChange, typedChangeBody } from '../../shapes/activityChange.ts';

export const createActivityChange = route({
  method: 'post',
  path: '/esat/changes',
  tag: 'Esat',
  summary: 'Déclarer un changement d’activité d’un travailleur',
  description:
    'Toute l’année : augmentation ou diminution du taux connu, départ, travail en milieu ordinaire en même temps (ESAT-9, ESAT-11, ESAT-12). Le taux connu est celui que l’Esat a déclaré ; `knownRate` n’est attendu que s’il n’y en a pas. Toutes les fautes sont dites ensemble ; ce qui est peu probable est à confirmer. Le changement va à la Caf du travailleur ; une clé (`Idempotency-Key`), un récépissé.',
  roles: PARTNER_SIDE,
  body: typedChangeBody,
  responses: {
    202: { description: 'Transmis', schema: changeStateOut, headers: { Location: 'Adresse du changement' } },
  },
  errors: ['SERVICE_NON_OUVERT', 'SAISIE_INVALIDE', 'DECLARATION_A_CONFIRMER'],
  async handler(call) {
    const { confirmed, ...typed } = call.body;
    const id = await declareChange(call, typed, confirmed);
    const row = await caseRow(call, 'activityChange', id);
    return { status: 202, headers: { Location: `/api/v1/esat/changes/${id}` }, body: presentChange(row, call.at) };
  },
});
