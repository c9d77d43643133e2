import type { ApproverFacts } from '../approverChange/types.ts';
import { DomainError } from '../errors.ts';
import { processId } from '../process/types.ts';
import { inFunction } from './afas.ts';
import { addProfile } from './afasProfile.ts';
import type { AfasProfile, PeopleDesk } from './types.ts';

/** AFAS-9: one change at a time; the former approbateur stays in function meanwhile (AFAS-10). */
export function nameApprover(desk: PeopleDesk, userId: string, same: readonly AfasProfile[]): string {
  const pending = same.find((profile) => profile.state === 'EN_ATTENTE_MAIA');
  if (pending !== undefined)
    throw new DomainError(
      'PROCESSUS_EN_COURS',
      "Un changement d'approbateur est déjà en cours : attendez sa fin, ou retirez-le.",
      {
        rule: 'AFAS-9',
        faults: [{ path: 'processId', code: 'PROCESSUS_EN_COURS', message: pending.processId ?? '' }],
      },
    );
  const { roster } = desk;
  const businessKey = desk.newId();
  const process = processId('approverChange', businessKey, 1);
  const profileId = addProfile(
    desk,
    { userId, role: 'APPROBATEUR', state: 'EN_ATTENTE_MAIA', processId: process },
    'AFAS-9',
    'Approbateur nommé, en attente de la PJ 3',
  );
  desk.starts.push({
    type: 'approverChange',
    businessKey,
    label: `Changement d'approbateur Afas – ${roster.partner.raisonSociale}`,
    state: 'DEMANDE',
    facts: {
      userId,
      profileId,
      formerId: inFunction(same)[0]?.userId ?? null,
      askedBy: desk.actor.id,
      pj3: null,
      expectedSince: null,
      reminders: 0,
      reason: null,
    } satisfies ApproverFacts,
  });
  return profileId;
}
