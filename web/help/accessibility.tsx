import { Section, Table } from '../kit/bits.tsx';
import { Page, type View } from '../kit/page.tsx';

/** How it is known: a test looks at every page, at each version; or a person looked. */
const SEEN = { test: 'Vérifié par un essai, à chaque version', hand: 'Regardé par une personne' };

interface Theme {
  theme: string;
  holds: string;
  seen: keyof typeof SEEN;
  /** null: nothing that is known */
  gap: string | null;
}

/** The thirteen themes of the RGAA 4.1: what holds, how it is known, and what does not hold or is not known (U1). */
const THEMES: readonly Theme[] = [
  {
    theme: '1. Images',
    holds: 'Chaque image porteuse d’information a un texte ; chaque graphique a son tableau.',
    seen: 'test',
    gap: null,
  },
  { theme: '2. Cadres', holds: 'Chaque cadre a un titre.', seen: 'test', gap: null },
  {
    theme: '3. Couleurs',
    holds:
      'Le contraste des textes est d’au moins 4,5, en clair et en sombre ; aucune information n’est donnée par la couleur seule.',
    seen: 'test',
    gap: 'Le contraste des bordures et des barres de graphiques n’est mesuré par aucun essai.',
  },
  { theme: '4. Multimédia', holds: 'Sans objet : aucun son, aucune vidéo.', seen: 'hand', gap: null },
  { theme: '5. Tableaux', holds: 'Chaque tableau a un titre et des en-têtes.', seen: 'test', gap: null },
  {
    theme: '6. Liens',
    holds: 'Chaque lien a un intitulé.',
    seen: 'test',
    gap: 'Quelques liens « PDF » se comprennent par leur ligne seulement.',
  },
  {
    theme: '7. Scripts',
    holds: 'Tout fonctionne sans script ; ce qui change dans une page est annoncé.',
    seen: 'test',
    gap: null,
  },
  {
    theme: '8. Éléments obligatoires',
    holds: 'Chaque page a une langue et un titre qui lui est propre.',
    seen: 'test',
    gap: 'La conformité du code à sa grammaire n’est vérifiée par aucun validateur.',
  },
  {
    theme: '9. Structuration',
    holds: 'Chaque page a un titre de premier niveau, des titres dans l’ordre et des zones nommées.',
    seen: 'test',
    gap: null,
  },
  {
    theme: '10. Présentation',
    holds: 'Les pages se lisent à 320 pixels de large sans défilement horizontal ; le focus est visible.',
    seen: 'test',
    gap: 'L’espacement des textes choisi par le lecteur n’a pas été essayé sur chaque page.',
  },
  {
    theme: '11. Formulaires',
    holds: 'Chaque champ a une étiquette ; chaque erreur est dite en tête de page et à côté de son champ.',
    seen: 'test',
    gap: 'Les champs d’une autre personne que soi ne proposent pas de remplissage automatique : c’est voulu.',
  },
  {
    theme: '12. Navigation',
    holds: 'Un lien mène au contenu ; tout se fait au clavier ; la recherche complète le menu.',
    seen: 'test',
    gap: 'Il n’y a pas de plan du site ; qui n’est pas connecté n’a pas de recherche.',
  },
  {
    theme: '13. Consultation',
    holds:
      'Une session qui se termine ne perd rien de ce qui est écrit ; les documents PDF sont balisés et se lisent aussi en page.',
    seen: 'test',
    gap: 'Les documents joints par les organismes et les Caf sont tels qu’ils les ont faits.',
  },
];

/** « Accessibilité »: what is claimed, what is known, whom to tell (RGAA 4.1). */
export function AccessibilityPage({ view }: { view: View }): JSX.Element {
  return (
    <Page view={view} title="Accessibilité">
      <Section id="etat" title="État de conformité">
        <p>
          Passerelle n'a pas encore été audité par une personne dont c'est le métier. Au sens du référentiel général
          d'amélioration de l'accessibilité (RGAA 4.1), il est donc <strong>non conforme</strong>, quoi que disent nos
          propres vérifications.
        </p>
      </Section>
      <Section id="verifie" title="Ce que nous savons, thème par thème">
        <Table
          caption="Les treize thèmes du RGAA 4.1"
          empty="Aucun."
          heads={['Thème', 'Ce qui tient', 'Comment nous le savons', 'Ce qui ne tient pas, ou n’est pas su']}
          rows={THEMES.map(({ theme, holds, seen, gap }) => [
            <span safe>{theme}</span>,
            <span safe>{holds}</span>,
            <span safe>{SEEN[seen]}</span>,
            <span safe>{gap ?? 'Rien que nous sachions.'}</span>,
          ])}
        />
      </Section>
      <Section id="signaler" title="Signaler un défaut">
        <p>
          Vous êtes d'un organisme : dites-le à votre administrateur, qui écrit à la Caf par « Support ». Vous
          travaillez pour une Caf : à l'administrateur Passerelle de votre Caf. Si rien ne change, le Défenseur des
          droits peut être saisi, en ligne, par courrier ou par ses délégués.
        </p>
      </Section>
    </Page>
  );
}
