import type { Person } from '../adapters/identity/sessions.ts';
import { besideOfPartner } from '../adapters/store/queries/beside.ts';
import { documentById } from '../adapters/store/queries/documents.ts';
import type { PartnerRow } from '../adapters/store/queries/partners.ts';
import { type DelegationMode, MODE_WORDS } from '../domain/document/types.ts';
import { modeChangeObstacle } from '../domain/dossier/modeChange.ts';
import { DomainError } from '../domain/errors.ts';
import type { DossierRequest } from '../domain/kinds.ts';
import { assertRight } from '../domain/people/rights.ts';
import { notFound } from './access.ts';
import { peopleActor } from './people.ts';
import type { Call } from './route.ts';

type Asking = Pick<Call, 'deps' | 'ip' | 'at'> & { person: Person };

/** The mode in force, and why it cannot be changed now, or null: what the page shows and what a change would be refused for. */
export async function modeOf(
  call: Asking,
  partner: PartnerRow,
): Promise<{ mode: DelegationMode | null; obstacle: DomainError | null }> {
  const { mode, ground } = await groundOf(call, partner);
  const beside = await besideOfPartner(call.deps.db, partner);
  return { mode, obstacle: modeChangeObstacle({ ...ground, beside }) };
}

/**
 * The conventionnement that gives a partner the other mode: everything in force, anew (DEL-4, DEL-5). Throws SANS_CONVENTION,
 * MODE_INCHANGE, PORTEE_MULTI_DEPARTEMENTALE; what runs beside is judged when it is started, under the partner's turn.
 */
export async function modeChangeOf(
  call: Asking,
  partner: PartnerRow,
  { mode, opensOn }: { mode: DelegationMode; opensOn: string },
): Promise<Omit<DossierRequest, 'createdBy' | 'startKey'>> {
  const { ground, missions, services, mode: inForce } = await groundOf(call, partner);
  const obstacle = modeChangeObstacle({ ...ground, beside: [] });
  if (obstacle !== null) throw obstacle;
  if (inForce === mode)
    throw new DomainError('MODE_INCHANGE', `Ce partenaire est déjà en mode ${MODE_WORDS[mode]}.`, { rule: 'DEL-2' });
  const { siret, raisonSociale, address, email, phone, caf } = partner;
  return {
    type: 'conventionnement',
    partner: { siret, raisonSociale, address, email, phone, departments: [...ground.departments] },
    caf,
    services,
    eligibility: null, // what is in force is carried on (DEL-10)
    profiles: [],
    missions,
    delegationMode: mode,
    opensOn,
    deadline: null,
    campaignId: null,
    esat: null,
  };
}

/** What is in force, for who may choose the mode (RGT-15). */
async function groundOf({ deps, person, ip, at }: Asking, partner: PartnerRow) {
  const view = await deps.people.view(partner.id, peopleActor(person, ip), at);
  if (view === null) throw notFound();
  assertRight(view.asker, view.roster, 'mode.choose');
  const { bulletins, convention, mode } = view.roster;
  const content = convention === null ? {} : ((await documentById(deps.db, convention.id))?.document.content ?? {});
  return {
    mode,
    ground: {
      caf: partner.caf,
      inForce: convention !== null && bulletins.length > 0,
      departments: content.departments ?? partner.departments,
    },
    missions: content.missions ?? [],
    services: bulletins.map(({ service }) => service),
  };
}
