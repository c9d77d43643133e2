import { TITRES, type Titre } from '../account/types.ts';
import { dossiersAsked, type OpeningType } from '../dossier/asked.ts';
import type { NewDossier } from '../dossier/newDossier.ts';
import { type Fault, invalid } from '../errors.ts';
import { faultsOf } from '../formats/faults.ts';
import { parisDate } from '../policy/calendar.ts';
import { isRefusalCode, REFUSALS } from '../service/cdap/refusals.ts';
import { CATALOGUE, PROFILED, PROFILES } from '../service/services.ts';
import { type Fields, isBlank, list, text } from '../task/fields.ts';
import type { RequestDesk } from './desk.ts';
import { type Checks, checksSchema, verdictOn } from './eligibility.ts';
import { judgeServices } from './services.ts';
import {
  type AccessRequest,
  type ProfileDecision,
  profilesAsked,
  type RequestProfile,
  type ServiceDecision,
} from './types.ts';

/**
 * The Caf's decision, profile by profile (REQ-17) and service by service, from the fields of EXAMINER_DEMANDE:
 * `profiles` granted (when left out: those that `checks` make eligible), `reasons` per refused profile (a code of REFUSALS or words;
 * one text serves all), `titre` for T9 (REQ-16), `checks`: what was recorded per profile (eligibility.ts).
 * Throws the faults, all at once, when a grant breaks a rule or a refusal has no reason.
 */
export function judgeRequest(
  request: AccessRequest,
  outcome: 'accept' | 'refuse',
  fields: Fields,
  at: Date,
): { profiles: ProfileDecision[]; services: ServiceDecision[] } {
  const faults: Fault[] = [];
  const services = judgeServices(request, outcome, fields, at, faults);
  const asked = profilesAsked(request.form);
  const checks = readChecks(fields.checks, faults);
  const titre = readTitre(fields.titre, checks, faults);
  const granted = grantedProfiles(asked, outcome, fields, checks, faults);

  const decisions = asked.map((profile): ProfileDecision => {
    const recorded = checks[profile] ?? null;
    const verdict = verdictOn(profile, checks);
    if (granted.includes(profile)) {
      if (verdict?.outcome === 'refused')
        faults.push({
          path: 'profiles',
          code: verdict.reason,
          message: `${profile} : ${REFUSALS[verdict.reason]}`,
          rule: verdict.rule,
        });
      if (profile === 'T9' && titre === null)
        faults.push({
          path: 'titre',
          code: 'TITRE_MANQUANT',
          message: 'Indiquez le titre qui fonde le profil T9.',
          rule: 'REQ-16',
        });
      return { profile, accepted: true, code: null, reason: null, titre: profile === 'T9' ? titre : null, recorded };
    }
    const given =
      reasonFor(profile, fields.reasons ?? fields.reason) || (verdict?.outcome === 'refused' ? verdict.reason : '');
    if (given === '')
      faults.push({
        path: `reasons.${profile}`,
        code: 'MOTIF_MANQUANT',
        message: `Indiquez le motif de refus du profil ${profile}.`,
        rule: 'REQ-17',
      });
    const known = isRefusalCode(given);
    return {
      profile,
      accepted: false,
      code: known ? given : 'AUTRE',
      reason: known ? REFUSALS[given] : given,
      titre: null,
      recorded,
    };
  });

  const nothing = granted.length === 0 && !services.some(({ accepted }) => accepted);
  if (outcome === 'accept' && nothing && faults.length === 0) {
    faults.push({
      path: 'profiles',
      code: 'PROFIL_MANQUANT',
      message: `Accordez au moins un ${services.length > 0 ? 'profil ou un service' : 'profil'}, ou refusez la demande.`,
      rule: 'REQ-17',
    });
  }
  if (faults.length > 0) throw invalid(faults);
  // REQ-4: T10 beside served profiles is answered too
  if (request.form.profiles.includes('T10')) {
    decisions.push({
      profile: 'T10',
      accepted: false,
      code: 'HORS_FORMULAIRE',
      reason: REFUSALS.HORS_FORMULAIRE,
      titre: null,
      recorded: null,
    });
  }
  return { profiles: decisions, services };
}

function grantedProfiles(
  asked: readonly RequestProfile[],
  outcome: 'accept' | 'refuse',
  fields: Fields,
  checks: Checks,
  faults: Fault[],
): string[] {
  if (outcome === 'refuse') return [];
  if (isBlank(fields.profiles)) return asked.filter((profile) => verdictOn(profile, checks)?.outcome === 'accepted');
  const granted = list(fields.profiles);
  for (const profile of granted.filter((one) => !asked.some((known) => known === one))) {
    faults.push({
      path: 'profiles',
      code: 'PROFIL_NON_DEMANDE',
      message: `Le profil ${profile} n'est pas demandé.`,
      rule: 'REQ-17',
    });
  }
  return granted;
}

function readChecks(raw: unknown, faults: Fault[]): Checks {
  if (raw === undefined || raw === null) return {};
  const parsed = checksSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  faults.push(...faultsOf(parsed.error, raw).map((fault) => ({ ...fault, path: `checks.${fault.path}` })));
  return {};
}

function readTitre(raw: unknown, checks: Checks, faults: Fault[]): Titre | null {
  const typed = text(raw);
  if (typed === '') return checks.T9?.titre ?? null;
  const titre = TITRES.find((one) => one === typed);
  if (titre === undefined)
    faults.push({
      path: 'titre',
      code: 'CHAMP_INVALIDE',
      message: 'Choisissez un titre de la liste.',
      rule: 'REQ-16',
    });
  return titre ?? null;
}

function reasonFor(profile: RequestProfile, raw: unknown): string {
  return typeof raw === 'object' && raw !== null ? text((raw as Fields)[profile]) : text(raw);
}

/** REQ-18: whether the need to consult another Caf's allocataires goes along with the acceptance. */
export function otherCafAccepted(request: AccessRequest, fields: Fields): boolean {
  return request.form.otherCafNeed && fields.otherCaf !== false && text(fields.otherCaf).toLowerCase() !== 'false';
}

/**
 * REQ-21: the dossiers that an accepted request starts; more than one département makes them the CNA's (REQ-18, DEL-7). The Caf has just judged who
 * is entitled, profile by profile (REQ-17) and service by service.
 */
export function dossiersOf(
  desk: RequestDesk,
  { profiles, services }: { profiles: readonly ProfileDecision[]; services: readonly ServiceDecision[] },
  otherCaf: boolean,
): NewDossier<OpeningType>[] {
  const { form, caf, id, ground } = desk.request;
  const granted = profiles.filter((one) => one.accepted).map((one) => one.profile);
  const others = services.filter((one) => one.accepted).map((one) => one.service);
  const { siret, raisonSociale, address, phone } = form;
  return dossiersAsked({
    partner: {
      ...{ siret, raisonSociale, address, phone, email: desk.request.linkEmail },
      ...{ nature: form.nature ?? null, typeOrganisme: form.typeOrganisme ?? null },
      departments: otherCaf ? [...new Set([caf, ...form.otherCafDepartments])] : [caf],
    },
    caf,
    services: granted.length > 0 ? [PROFILED, ...others] : others,
    profiles: granted,
    missions: [
      ...granted.map((profile) => PROFILES[profile]),
      ...others.filter((one) => CATALOGUE[one].ownProcedure === undefined).map((one) => CATALOGUE[one].mission),
    ],
    answers: form.eligibility ?? {},
    judged: true,
    held: ground?.held ?? null,
    opensOn: parisDate(desk.at),
    createdBy: desk.actor.id,
    startKey: `accessRequest:${id}`,
  });
}
