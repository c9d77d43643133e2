import { z } from 'zod';
import { listTrace, type TraceRow } from '../../../adapters/store/protege/trace.ts';
import { DEMARCHES } from '../../../domain/protege/demarches.ts';
import { TRACE_ACTION_CODES, traceWords } from '../../../domain/protege/trace.ts';
import { CAF, hasRole, ownCaf, PARTNER_SIDE } from '../../access.ts';
import { enteredTuteur } from '../../proteges.ts';
import { route } from '../../route.ts';
import { flag, id, iso, pageOf, pageQuery } from '../../shapes/common.ts';
import { actionLabel, traceLineOut } from '../../shapes/protege.ts';

export const tuteurTrace = route({
  method: 'get',
  path: '/tuteur/trace',
  tag: 'Espace Tuteur',
  summary: 'La trace de l’Espace Tuteur, les plus récentes d’abord',
  description:
    'TUT-13 : un tuteur lit ce qu’il a fait ; la Caf, ce qu’ont fait les siens, refus et motifs compris. Les protégés y sont des références.',
  roles: [...CAF, ...PARTNER_SIDE],
  query: z.strictObject({
    ...pageQuery,
    partnerId: id.optional(),
    action: z.enum(TRACE_ACTION_CODES).optional(),
    protege: id.optional().meta({ description: 'Référence d’un protégé' }),
    refused: flag.optional().meta({ description: 'Pour la Caf' }),
  }),
  responses: { 200: { description: 'Lignes', schema: pageOf(traceLineOut) } },
  errors: ['SERVICE_NON_OUVERT', 'AUTHENTIFICATION_DEDIEE', 'CURSEUR_INVALIDE'],
  async handler(call) {
    const { deps, person, query } = call;
    const caf = hasRole(person, ...CAF) ? ownCaf(person) : null;
    const of = caf === null ? { userId: (await enteredTuteur(call, { action: 'RECHERCHE' })).userId } : { caf };
    const page = await listTrace(deps.db, { ...query, of });
    return { status: 200, body: { ...page, items: page.items.map((line) => present(line, caf !== null)) } };
  },
});

function present(line: TraceRow, forCaf: boolean): z.input<typeof traceLineOut> {
  const { at, procedure, ip: _, ...rest } = line;
  return {
    ...rest,
    proteges: [...line.proteges],
    at: iso(at),
    label: actionLabel(line.action),
    procedure: procedure === null ? null : { code: procedure, label: DEMARCHES[procedure] },
    detail: traceWords(line, forCaf),
  };
}
