import type { DocumentText } from '../document/texts/index.ts';

interface SheetPerson {
  firstName: string;
  lastName: string;
  login: string;
  groups: readonly { label: string }[];
}

/**
 * The connection sheet (S2 annexe 1, UI-6): what an administrateur hands to somebody who is to sign in. Their identifiant stands on it, a
 * password never does (ACC-23, OBL-3).
 */
export function connectionSheet(
  { firstName, lastName, login, groups }: SheetPerson,
  { organisme, address, hours }: { organisme: string; address: string; hours: number },
): Omit<DocumentText, 'signatures'> {
  return {
    title: 'Fiche de connexion',
    reference: `${firstName} ${lastName}`,
    notices: [
      'Cette fiche ne porte aucun mot de passe : le vôtre vous arrive par courriel, et vous seul le connaissez.',
    ],
    sections: [
      {
        heading: 'Votre accès',
        paragraphs: [],
        table: {
          headers: ['Information', 'Valeur'],
          rowHeaders: true,
          rows: [
            ['Nom', `${firstName} ${lastName}`],
            ['Organisme', organisme],
            ['Identifiant', login.toUpperCase()],
            ['Adresse', `${address}/connexion`],
            ['Groupes', groups.length === 0 ? 'Aucun pour l’instant' : groups.map(({ label }) => label).join(', ')],
          ],
        },
      },
      {
        heading: 'La première fois',
        paragraphs: ['Vous recevez deux courriels : l’un porte votre identifiant, l’autre un mot de passe temporaire.'],
        items: [
          'Ouvrez l’adresse ci-dessus et donnez l’identifiant et le mot de passe temporaire.',
          `Faites-le dans les ${hours} heures : passé ce délai, demandez-en un autre par « Mot de passe oublié ».`,
          'Choisissez votre mot de passe : 12 caractères au moins. Le temporaire ne sert plus.',
          'Lisez les règles d’usage et acceptez-les.',
          'Pas de courriel ? Regardez dans les indésirables.',
        ],
      },
      {
        heading: 'Ensuite',
        paragraphs: [],
        items: [
          'Le même identifiant ouvre tous vos services ; chacun a son entrée dans le menu.',
          'Connectez-vous au moins une fois par an à chacun de vos services.',
          'Mot de passe oublié : vous en demandez un autre vous-même, depuis la page de connexion.',
          'Identifiant oublié : votre gestionnaire ou votre administrateur le lit dans sa liste.',
        ],
      },
      {
        heading: 'Votre sécurité',
        paragraphs: [],
        items: [
          'Ne donnez à personne votre identifiant ni votre mot de passe. Ni votre administrateur ni la Caf ne vous les demanderont.',
          'N’écrivez pas votre mot de passe sur cette fiche, et ne l’enregistrez pas sur un poste non protégé.',
          'En cas de difficulté, adressez-vous à votre gestionnaire, puis à votre administrateur ; non à la Caf.',
        ],
      },
    ],
    appendices: [],
  };
}
