import { documentById } from '../adapters/queries/documents.ts';
import type { PartnerRow } from '../adapters/queries/partners.ts';
import type { Person } from '../adapters/sessions.ts';
import { type DelegationMode, MODE_WORDS } from '../domain/document/types.ts';
import { managingCaf, type NewDossier } from '../domain/dossier/newDossier.ts';
import { DomainError } from '../domain/errors.ts';
import { assertRight } from '../domain/organisation/rights.ts';
import { notFound } from './access.ts';
import { peopleActor } from './people.ts';
import type { Call } from './route.ts';

/**
 * The conventionnement that gives a partner the other mode: everything in force, anew (DEL-4, DEL-5). Throws SANS_CONVENTION,
 * MODE_INCHANGE; DEL-7: a convention that reaches several départements is the CNA's first.
 */
export async function modeChangeOf(
  { deps, person, ip, at }: Pick<Call, 'deps' | 'ip' | 'at'> & { person: Person },
  partner: PartnerRow,
  { mode, opensOn }: { mode: DelegationMode; opensOn: string },
): Promise<Omit<NewDossier, 'createdBy' | 'startKey'>> {
  const view = await deps.people.view(partner.id, peopleActor(person, ip), at);
  if (view === null) throw notFound();
  assertRight(view.asker, view.organisation, 'mode.choose');
  const { bulletins, convention } = view.organisation;
  if (convention === null || bulletins.length === 0)
    throw new DomainError(
      'SANS_CONVENTION',
      "Ce partenaire n'a pas de service en vigueur : son mode se choisit au conventionnement.",
      { rule: 'DEL-5' },
    );
  if (view.organisation.mode === mode)
    throw new DomainError('MODE_INCHANGE', `Ce partenaire est déjà en mode ${MODE_WORDS[mode]}.`, { rule: 'DEL-2' });
  const content = (await documentById(deps.db, convention.id))?.document.content ?? {};
  const { siret, raisonSociale, address, email, phone, caf } = partner;
  const departments = content.departments ?? partner.departments;
  const dossier = {
    type: 'conventionnement' as const,
    partner: { siret, raisonSociale, address, email, phone, departments },
    caf,
    services: bulletins.map(({ service }) => service),
    profiles: [],
    missions: content.missions ?? [],
    delegationMode: mode,
    opensOn,
    deadline: null,
    campaignId: null,
    esat: null,
  };
  if (managingCaf(dossier).caf !== caf)
    throw new DomainError(
      'PORTEE_MULTI_DEPARTEMENTALE',
      "La convention couvre plusieurs départements : elle passe d'abord au Centre national d'appui.",
      { rule: 'DEL-7' },
    );
  return dossier;
}
