import { z } from 'zod';
import { listMissing, type MissingRow } from '../../../adapters/store/protege/missing.ts';
import { sought } from '../../../domain/formats/schemas.ts';
import { MISSING_STATES } from '../../../domain/missingProtege/procedure.ts';
import {
  MISSING_ANSWERS,
  MISSING_FOUND,
  MISSING_FOUND_CODES,
  type MissingAnswer,
} from '../../../domain/protege/missing.ts';
import { CAF, hasRole, ownCaf, PARTNER_SIDE } from '../../access.ts';
import type { ApiDeps } from '../../deps.ts';
import { signalMissing, whomOf, whomOut } from '../../missingProteges.ts';
import { enteredTuteur } from '../../proteges.ts';
import { route } from '../../route.ts';
import { id, instant, iso, pageOf, pageQuery } from '../../shapes/common.ts';

/** What the tuteur is told; the same words whatever the reason (TUT-18). */
const MESSAGES: Record<MissingAnswer, string> = {
  VISIBLE: 'Cette personne est dans votre liste.',
  TRANSMIS: 'Votre Caf vérifie : sa réponse se lira ici.',
  NON_CONFIE: "Cette personne ne vous est pas confiée d'après les fichiers de la Caf.",
};

const answer = z.enum(MISSING_ANSWERS);

export const missingAnswerOut = z.object({
  id,
  answer,
  message: z.string(),
  reference: z.string().nullable().meta({ description: 'Du protégé, quand il est dans la liste' }),
});

export const missingOut = z
  .object({
    id,
    at: instant,
    partnerId: id,
    organisme: z.string(),
    person: z.string(),
    answer,
    message: z.string(),
    state: z.enum(MISSING_STATES).nullable().meta({ description: 'De la vérification par la Caf' }),
    found: z
      .object({ code: z.enum(MISSING_FOUND_CODES), label: z.string(), signal: z.boolean() })
      .nullable()
      .meta({ description: 'Pour la Caf : ce que la comparaison a trouvé' }),
    processId: id.nullable(),
    whom: whomOut.nullable().meta({ description: 'Pour la Caf, tant qu’elle n’a pas répondu' }),
  })
  .meta({ id: 'MissingProtege' });

export const signalMissingProtege = route({
  method: 'post',
  path: '/tuteur/missing-proteges',
  tag: 'Espace Tuteur',
  summary: '« Il me manque un protégé »',
  description:
    'Comparé aussitôt au fichier des protégés et à Tiersi : `VISIBLE`, `NON_CONFIE` quelle qu’en soit la raison, ou `TRANSMIS`, une tâche de la Caf. Compté pour l’arrêt d’une réouverture.',
  roles: PARTNER_SIDE,
  body: z.strictObject({
    number: sought(40).min(1).meta({ example: '9910000' }),
    lastName: sought(100).min(1),
    firstName: sought(100).min(1),
    birthDate: z.iso.date(),
  }),
  responses: { 201: { description: 'Comparé', schema: missingAnswerOut } },
  errors: ['SERVICE_NON_OUVERT', 'AUTHENTIFICATION_DEDIEE', 'TROP_DE_TENTATIVES'],
  async handler(call) {
    const { found, reference, ...kept } = await signalMissing(call, call.body);
    const told = MISSING_FOUND[found].answer;
    return { status: 201, body: { ...kept, answer: told, message: MESSAGES[told], reference } };
  },
});

export const listMissingProteges = route({
  method: 'get',
  path: '/tuteur/missing-proteges',
  tag: 'Espace Tuteur',
  summary: 'Les protégés manquants signalés, les plus récents d’abord',
  description: 'Un tuteur lit les siens ; la Caf, ceux de ses tuteurs, avec ce que la comparaison a trouvé.',
  roles: [...CAF, ...PARTNER_SIDE],
  query: z.strictObject({ ...pageQuery, processId: id.optional() }),
  responses: { 200: { description: 'Signalements', schema: pageOf(missingOut) } },
  errors: ['SERVICE_NON_OUVERT', 'AUTHENTIFICATION_DEDIEE', 'CURSEUR_INVALIDE'],
  async handler(call) {
    const { deps, person, query } = call;
    const forCaf = hasRole(person, ...CAF);
    const of = forCaf
      ? { caf: ownCaf(person) }
      : { userId: (await enteredTuteur(call, { action: 'SIGNALEMENT' })).userId };
    const page = await listMissing(deps.db, of, query);
    return { status: 200, body: { ...page, items: page.items.map((row) => present(deps, row, forCaf)) } };
  },
});

function present(deps: ApiDeps, row: MissingRow, forCaf: boolean): z.input<typeof missingOut> {
  const { answer: told, words, signal } = MISSING_FOUND[row.found];
  return {
    ...{ id: row.id, at: iso(row.at), partnerId: row.partnerId, organisme: row.organisme, person: row.person },
    ...{ answer: told, message: MESSAGES[told], processId: forCaf ? row.processId : null },
    state: row.state as z.input<typeof missingOut>['state'],
    found: forCaf ? { code: row.found, label: words, signal } : null,
    whom: forCaf ? whomOf(deps, row.sealed) : null,
  };
}
