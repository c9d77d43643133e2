import type { Code } from '../codes.ts';
import { DomainError, type Fault, invalid } from '../errors.ts';
import type { Nature, OrganisationType } from '../partner/types.ts';
import { type Claimant, type InForce, type Judgement, unanswered } from '../service/entitlement.ts';
import { type NationalService, nationalOf, nationalRefusal } from '../service/national.ts';
import { addedProfiles, CATALOGUE, isProfiled, type ServiceCode } from '../service/services.ts';
import type { TiersiEstablishment } from '../tuteur/verdict.ts';
import type { Judged } from './judged.ts';
import type { NewDossier } from './newDossier.ts';

/** What the system holds of a partner that decides what it is entitled to. */
export interface EntitlementGround {
  nature: Nature | null;
  type: OrganisationType | null;
  inForce: readonly (InForce & { service: ServiceCode })[];
  nationals: readonly NationalService[];
  tiersi: readonly TiersiEstablishment[];
  at: Date;
}

/** What the rules say of one service that is asked for anew, and what is missing to say it. */
export function judgeService(
  service: ServiceCode,
  asked: Pick<Claimant, 'siret' | 'profiles' | 'answers'>,
  ground: EntitlementGround,
): Judgement {
  const national = nationalRefusal(nationalOf(ground.nationals, service), ground.at);
  const { entitlement } = CATALOGUE[service];
  const claimant = { ...ground, ...asked, closed: national !== null };
  const { faults, toJudge } = entitlement.judge(claimant);
  const closed: Fault[] =
    national === null
      ? []
      : [{ path: 'services', code: national.code, message: national.message, rule: national.rule ?? 'TUT-17' }];
  return { faults: [...faults, ...unanswered(service, entitlement, claimant), ...closed], toJudge };
}

/**
 * CONV-1, TUT-17: who asks is entitled to each service that it does not have, before any document leaves; what is in force already is only carried
 * on. Returns what no fact settles. Throws every reason at once, under the code of the first that refuses: SAISIE_INVALIDE where something is only
 * missing, which the faults name.
 */
export function assertEntitled(
  { services, profiles, partner, eligibility }: NewDossier,
  ground: EntitlementGround,
): Judged[] {
  const faults: Fault[] = [];
  const toJudge: Judged[] = [];
  for (const service of services) {
    const roles = ground.inForce.find((one) => one.service === service)?.roles;
    const added = isProfiled(service) ? addedProfiles(service, profiles, roles ?? []) : [];
    if (roles !== undefined && added.length === 0) continue;
    const judged = judgeService(
      service,
      { siret: partner.siret, profiles: added, answers: eligibility?.[service] ?? {} },
      ground,
    );
    faults.push(...judged.faults);
    toJudge.push(...judged.toJudge.map((one) => ({ ...one, service })));
  }
  if (faults.length === 0) return toJudge;
  const missing: Code = 'CHAMP_OBLIGATOIRE';
  const first = faults.find(({ code }) => code !== missing);
  throw first === undefined
    ? invalid(faults)
    : new DomainError(first.code, first.message, { rule: first.rule, faults });
}
