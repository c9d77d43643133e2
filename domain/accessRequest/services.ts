import { type EntitlementGround, judgeService } from '../dossier/entitled.ts';
import type { Fault } from '../errors.ts';
import type { Judgement } from '../service/entitlement.ts';
import { CATALOGUE, SERVICES, type ServiceCode } from '../service/services.ts';
import { type Fields, list, text } from '../task/fields.ts';
import { otherServices, type RequestForm } from './form.ts';
import type { AccessRequest, ServiceDecision } from './types.ts';

/** Of an organisme that nothing is known of but what it says: what the rules say of its form alone. */
export const STRANGER = { nature: null, type: null, inForce: [], nationals: [], tiersi: [] } as const;

/** What the rules say of one service that the form asks for; what the Caf has recorded of the organisme counts before what it says (CONV-1). */
export function judgementOf(form: RequestForm, service: ServiceCode, ground: EntitlementGround): Judgement {
  return judgeService(
    service,
    { siret: form.siret, profiles: [], answers: form.eligibility?.[service] ?? {} },
    { ...ground, nature: ground.nature ?? form.nature ?? null, type: ground.type ?? form.typeOrganisme ?? null },
  );
}

/** What the rules say of a service asked for: what settles it, or what refuses it or waits for the Caf's judgement, in words. */
export const SAID_BY_RULES = ['ACCORDE', 'A_JUGER', 'REFUSE'] as const;
export interface SaidByRules {
  service: ServiceCode;
  says: (typeof SAID_BY_RULES)[number];
  words: string[];
}

/** The same of every service of a form that is not asked for by profile: what an agent who decides begins with. */
export function saidByRules(form: RequestForm, ground: EntitlementGround): SaidByRules[] {
  return otherServices(form).map((service): SaidByRules => {
    const { faults, toJudge } = judgementOf(form, service, ground);
    if (faults.length > 0) return { service, says: 'REFUSE', words: faults.map(({ message }) => message) };
    if (toJudge.length > 0) return { service, says: 'A_JUGER', words: toJudge.map((one) => one.words) };
    return { service, says: 'ACCORDE', words: [] };
  });
}

/**
 * The Caf's decision on each service that is not asked for by profile [P]: `services` granted (left out: those that the rules grant by themselves),
 * `reasons` per refused service. A refusal that the rules give has their words; what they refuse cannot be granted. Every fault goes to `faults`.
 */
export function judgeServices(
  { form, ground }: AccessRequest,
  outcome: 'accept' | 'refuse',
  fields: Fields,
  at: Date,
  faults: Fault[],
): ServiceDecision[] {
  const asked = otherServices(form);
  const known = ground?.entitlement ?? { ...STRANGER, at };
  const ticked = fields.services === undefined || fields.services === null ? null : list(fields.services);
  for (const service of ticked?.filter((one) => !asked.some((code) => code === one)) ?? [])
    faults.push({
      path: 'services',
      code: 'SERVICE_NON_DEMANDE',
      message: `Le service ${SERVICES[service as ServiceCode] ?? service} n'est pas demandé.`,
      rule: 'CONV-1',
    });
  return asked.map((service): ServiceDecision => {
    const judgement = judgementOf(form, service, known);
    const entitled = judgement.faults.length === 0;
    const granted =
      outcome === 'accept' && (ticked === null ? entitled && judgement.toJudge.length === 0 : ticked.includes(service));
    if (granted) {
      faults.push(...judgement.faults.map((fault) => ({ ...fault, path: 'services' })));
      return { service, accepted: true, code: null, reason: null, rule: null };
    }
    const [first] = judgement.faults;
    const given = reasonFor(service, fields.reasons ?? fields.reason);
    if (given === '' && first === undefined)
      faults.push({
        path: `reasons.${service}`,
        code: 'MOTIF_MANQUANT',
        message: `Indiquez le motif de refus du service « ${SERVICES[service]} ».`,
        rule: 'CONV-1',
      });
    return given === '' && first !== undefined
      ? {
          service,
          accepted: false,
          code: first.code,
          reason: first.message,
          rule: first.rule ?? CATALOGUE[service].rule,
        }
      : { service, accepted: false, code: 'AUTRE', reason: given, rule: CATALOGUE[service].rule };
  });
}

function reasonFor(service: ServiceCode, raw: unknown): string {
  return typeof raw === 'object' && raw !== null ? text((raw as Fields)[service]) : text(raw);
}
