import { note } from '../dossier/desk.ts';
import type { Asking, Desk } from '../dossier/kind.ts';
import type { Dossier } from '../dossier/types.ts';
import { DomainError, invalid } from '../errors.ts';
import { displaySiret, parseSiret } from '../formats/siret.ts';
import { cleanProse } from '../formats/text.ts';
import { frenchDate, frenchInstant } from '../policy/calendar.ts';
import { mailQuestion } from './mails.ts';
import type { SiretCorrectionFacts as Facts, Question } from './types.ts';

const WORDS = 'Quel est le SIRET de votre organisme pour la protection juridique des majeurs ?';

/** The Caf asks the partner: one mail, one link, one answer. Throws COURRIEL_MANQUANT. */
export function askPartner(desk: Desk<Facts>, text: string): void {
  if (desk.dossier.linkEmail === '')
    throw new DomainError('COURRIEL_MANQUANT', "Ce partenaire n'a pas d'adresse de courriel : appelez-le.");
  const { correction } = desk.dossier.facts;
  correction.decision = { what: 'ASK' };
  correction.question = {
    text: cleanProse(text) || WORDS,
    askedAt: desk.at.toISOString(),
    reminders: 0,
    closedAt: null,
  };
}

/** The question that waits for its answer. */
export function openQuestion({ correction }: Facts): Question | null {
  return correction.question === null || correction.question.closedAt !== null ? null : correction.question;
}

/** The last question was answered, and not given up on. */
export function wasAnswered({ correction }: Facts): boolean {
  const closedAt = correction.question?.closedAt ?? null;
  return closedAt !== null && correction.answers.at(-1)?.at === closedAt;
}

/** What the partner says: one of the SIRETs shown, or another one; once. Throws ETAT_INCOMPATIBLE, or the faults of the SIRET. */
export function answerQuestion(desk: Desk<Facts>, given: { siret: string; words: string }): void {
  const { facts } = desk.dossier;
  const question = openQuestion(facts);
  if (question === null) {
    const last = facts.correction.answers.at(-1);
    throw new DomainError(
      'ETAT_INCOMPATIBLE',
      last === undefined
        ? "La Caf n'attend pas de réponse par ce lien."
        : `Votre réponse est déjà enregistrée : le ${frenchDate(new Date(last.at))}, SIRET ${displaySiret(last.siret)}.`,
    );
  }
  const siret = parseSiret(given.siret);
  if (!siret.ok) throw invalid([{ ...siret.fault, path: 'siret' }]);
  const at = desk.at.toISOString();
  facts.correction.answers.push({ at, siret: siret.value, words: cleanProse(given.words) });
  question.closedAt = at;
  note(desk, 'siretCorrection.answer', 'Le partenaire a répondu sur son SIRET', {
    rule: 'TUT-7',
    after: { siret: siret.value },
  });
}

/** The answer to the last question, by a link that was used (U9). */
export function alreadyAnswered({ facts }: Dossier<Facts>, action: string): DomainError | null {
  const { answers, question } = facts.correction;
  const answer = answers.at(-1);
  if (action !== 'answerSiret' || answer === undefined || question?.closedAt !== answer.at) return null;
  const when = frenchInstant(new Date(answer.at));
  return new DomainError(
    'DEJA_FAIT',
    `Votre réponse a déjà été envoyée à la Caf le ${when} : SIRET ${displaySiret(answer.siret)}.`,
  );
}

/** How the partner is reminded of the question; when it is given up on, the Caf decides without. */
export const ASK_QUESTION: Asking<Facts> = {
  list: ({ dossier }) => {
    const question = openQuestion(dossier.facts);
    if (question === null) return [];
    const what = 'Votre SIRET, à confirmer';
    return [
      { documentId: null, what, since: new Date(question.askedAt), remindersSent: question.reminders, rule: 'TUT-7' },
    ];
  },
  words: () => 'confirmer le SIRET de son organisme',
  lapses: 'la Caf décide sans elle',
  again: (desk) => mailQuestion(desk),
  reminded: ({ dossier }) => {
    const question = openQuestion(dossier.facts);
    if (question !== null) question.reminders += 1;
  },
  expired: (desk) => {
    const question = openQuestion(desk.dossier.facts);
    if (question !== null) question.closedAt = desk.at.toISOString();
    note(desk, 'siretCorrection.silent', "Le partenaire n'a pas répondu malgré les relances : la Caf décide", {
      rule: 'TUT-7',
    });
  },
};
