import { PROFILES } from '../../domain/service/services.ts';
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
    [
      'Profils demandés',
      form.profiles.map((profile) => `${profile} (${PROFILES[profile as keyof typeof PROFILES] ?? ''})`).join(', ') ||
        'Aucun',
    ],
    ...(form.otherNeed === null ? [] : [['Autre besoin', form.otherNeed] as const]),
    ['Convention Cafpro ailleurs', form.cafproOtherDepartment ? `Oui : ${form.cafproDepartments.join(', ')}` : 'Non'],
    [
      "Allocataires d'une autre Caf",
      form.otherCafNeed ? `Oui : ${form.otherCafDepartments.join(', ')}. ${form.motivation ?? ''}` : 'Non',
    ],
    ...request.exchanges.flatMap((exchange) => [
      [`Complément demandé le ${date(exchange.askedAt)}`, exchange.what] as const,
      ...(exchange.suppliedAt === null
        ? []
        : [[`Réponse du ${date(exchange.suppliedAt)}`, exchange.answer ?? ''] as const]),
    ]),
    ...(request.decision?.profiles ?? []).map(
      (one) => [`Décision ${one.profile}`, one.accepted ? 'Accordé' : `Refusé : ${one.reason ?? ''}`] as const,
    ),
  ];
}
