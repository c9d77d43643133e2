import { NATURE_LABELS, ORGANISATION_LABELS } from '../../domain/partner/types.ts';
import { CATALOGUE, PROFILED, PROFILES, SERVICES, type ServiceCode } from '../../domain/service/services.ts';
import type { RequestView } from './views.ts';
import { date, phoneWords, siretWords } from './words.ts';

/** What an access request says, in words, with the questions asked and the answers given (§3.1). */
export function requestFacts(request: RequestView): (readonly [label: string, value: string])[] {
  const { form } = request;
  return [
    ['Numéro', request.reference],
    ['Organisme', form.raisonSociale],
    ['SIRET', siretWords(form.siret)],
    ['Adresse', form.address],
    ['Courriel', form.email],
    ['Téléphone', phoneWords(form.phone)],
    ['Services demandés', form.services.map((service) => SERVICES[service]).join(', ') || 'Aucun'],
    ...(form.nature === null ? [] : [['Nature', NATURE_LABELS[form.nature]] as const]),
    ...(form.typeOrganisme === null ? [] : [["Type d'organisme", ORGANISATION_LABELS[form.typeOrganisme]] as const]),
    ...form.services.flatMap((service) => answerFacts(service, form.eligibility[service] ?? {})),
    ...(form.services.includes(PROFILED) || form.profiles.length > 0
      ? [['Profils demandés', form.profiles.map(profileWords).join(', ') || 'Aucun'] as const]
      : []),
    ...(form.otherNeed === null ? [] : [['Autre besoin', form.otherNeed] as const]),
    ...(form.services.includes(PROFILED) ? reachFacts(form) : []),
    ...request.exchanges.flatMap((exchange) => [
      [`Complément demandé le ${date(exchange.askedAt)}`, exchange.what] as const,
      ...(exchange.suppliedAt === null
        ? []
        : [[`Réponse du ${date(exchange.suppliedAt)}`, exchange.answer ?? ''] as const]),
    ]),
    ...(request.saidByRules ?? []).flatMap(({ service, says, words }) =>
      says === 'ACCORDE' ? [] : [[`${SAID[says]} : ${SERVICES[service]}`, words.join(' ')] as const],
    ),
    ...(request.decision?.profiles ?? []).map((one) => [`Décision ${one.profile}`, decided(one)] as const),
    ...(request.decision?.services ?? []).map((one) => [`Décision ${SERVICES[one.service]}`, decided(one)] as const),
  ];
}

const SAID = { REFUSE: 'Refusé par la règle', A_JUGER: 'À juger par la Caf' } as const;

const decided = ({ accepted, reason }: { accepted: boolean; reason: string | null }) =>
  accepted ? 'Accordé' : `Refusé : ${reason ?? ''}`;

const profileWords = (profile: string) => `${profile} (${PROFILES[profile as keyof typeof PROFILES] ?? ''})`;

/** What was answered to the questions of a service (CONV-1). */
function answerFacts(service: ServiceCode, answers: Readonly<Record<string, string | boolean>>) {
  return CATALOGUE[service].entitlement.questions.flatMap(({ name, label, choices }) => {
    const given = answers[name];
    if (given === undefined) return [];
    const words = typeof given === 'boolean' ? (given ? 'Oui' : 'Non') : (choices?.[given] ?? given);
    return [[label, words] as const];
  });
}

function reachFacts(form: RequestView['form']) {
  return [
    ['Convention Cafpro ailleurs', form.cafproOtherDepartment ? `Oui : ${form.cafproDepartments.join(', ')}` : 'Non'],
    [
      "Allocataires d'une autre Caf",
      form.otherCafNeed ? `Oui : ${form.otherCafDepartments.join(', ')}. ${form.motivation ?? ''}` : 'Non',
    ],
  ] as const;
}
