import { z } from 'zod';
import { takeTry } from '../../../adapters/identity/tries.ts';
import { newId, sha256 } from '../../../adapters/store/ids.ts';
import { submitAccessRequest } from '../../../adapters/store/request/requestStore.ts';
import { parseRequestForm, requestFormSchema } from '../../../domain/accessRequest/schema.ts';
import { REQUEST_STATES } from '../../../domain/accessRequest/transitions.ts';
import { invalid } from '../../../domain/errors.ts';
import { networkOf } from '../../clientAddress.ts';
import { RetryLater } from '../../problem.ts';
import { route } from '../../route.ts';

export const createAccessRequest = route({
  method: 'post',
  path: '/access-requests',
  tag: "Demandes d'accès",
  summary: "Déposer une demande d'accès à un ou plusieurs services",
  description:
    "Formulaire public (§3.1) : Cdap par profil, et tout autre service du catalogue avec ses questions (CONV-1). Rien n'est ouvert par le dépôt (REQ-2) : la Caf étudie. L'accusé de réception porte le lien de suivi.",
  roles: 'public',
  body: requestFormSchema,
  responses: {
    202: {
      description: 'Demande reçue',
      schema: z.object({ id: z.string(), processId: z.string(), reference: z.string(), state: z.enum(REQUEST_STATES) }),
      headers: { Location: 'Adresse du processus' },
    },
  },
  errors: ['DEMANDE_DEJA_OUVERTE', 'TROP_DE_TENTATIVES'],
  rawBody: true,
  async handler({ deps, body, ip, at }) {
    const wait = await takeTry(deps.db, `form:${networkOf(ip)}`, deps.limits.publicForm, at);
    if (wait > 0)
      throw new RetryLater('TROP_DE_TENTATIVES', 'Trop de demandes depuis cette adresse. Réessayez plus tard.', wait);
    const form = parseRequestForm(body);
    if (!form.ok) throw invalid(form.faults);
    const actor = { id: 'applicant', role: 'applicant' as const, label: form.value.raisonSociale, ip };
    const { processId, requestId, reference, state } = await submitAccessRequest(deps.db, form.value, {
      at,
      actor,
      policy: deps.policy,
      newId,
      hash: sha256,
      mailboxOf: deps.mailboxOf,
    });
    await deps.commands.start({ processId, type: 'accessRequest' });
    return {
      status: 202,
      headers: { Location: `/api/v1/processes/${processId}` },
      body: { id: requestId, processId, reference, state },
    };
  },
});
