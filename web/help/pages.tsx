import type { Retention } from '../../domain/policy/retention.ts';
import { CATALOGUE } from '../../domain/service/services.ts';
import { Section } from '../kit/bits.tsx';
import { Page, type View } from '../kit/page.tsx';
import { count } from '../kit/words.ts';

const DAY_MS = 86_400_000;

/** « 30 jours », « 3 ans ». */
function term(ms: number): string {
  const days = Math.round(ms / DAY_MS);
  return days % 365 === 0 && days > 0 ? count(days / 365, 'an', 'ans') : count(days, 'jour', 'jours');
}

/** Where services are entered that have a sign-in page of their own (BAIL-2, SUP-13). */
export function OwnSignIns(): JSX.Element {
  const words = Object.values(CATALOGUE).flatMap(({ entrance }) =>
    entrance.at === 'OWN_SIGN_IN' ? [entrance.words] : [],
  );
  return (
    <>
      {words.map((one) => (
        <p safe>{`Vous êtes bailleur ? ${one} Elle n'emploie pas l'identifiant de Mon compte partenaire.`}</p>
      ))}
    </>
  );
}

/** « Problème de connexion » (UI-8): what one does oneself, then whom one asks (CON-30, ADM-8). */
export function SignInTroublePage({ view }: { view: View }): JSX.Element {
  const troubles: readonly (readonly [string, JSX.Element])[] = [
    [
      'Je ne connais plus mon identifiant',
      <p>
        Votre gestionnaire ou votre administrateur le lit dans la liste de ses utilisateurs. Celui d'un agent de Caf est
        son adresse de courriel.
      </p>,
    ],
    [
      "J'ai oublié mon mot de passe",
      <p>
        Demandez-en un autre par <a href="/mot-de-passe-oublie">« Mot de passe oublié »</a>. Ni votre administrateur ni
        la Caf ne peuvent le lire ou le choisir pour vous.
      </p>,
    ],
    [
      'Mon mot de passe temporaire est refusé',
      <p>
        Il est valable 24 heures et ne sert qu'une fois. Passé ce délai,{' '}
        <a href="/mot-de-passe-oublie">« Mot de passe oublié »</a> en envoie un autre.
      </p>,
    ],
    [
      "Je n'ai pas reçu le courriel",
      <p>
        Regardez dans les indésirables. S'il n'y est pas, demandez un nouveau mot de passe ; si rien n'arrive, votre
        gestionnaire vérifie l'adresse de votre compte.
      </p>,
    ],
    [
      'Mon compte est bloqué',
      <p>Après plusieurs erreurs, attendez un quart d'heure avant de réessayer : le compte s'ouvre de nouveau seul.</p>,
    ],
    [
      'Un service manque dans mon menu',
      <p>
        Votre gestionnaire vérifie que vous êtes dans un groupe et que ce groupe a un rôle. Une fois connecté, «
        Chercher pourquoi » donne la cause.
      </p>,
    ],
  ];
  return (
    <Page view={view} title="Problème de connexion" above={{ href: '/connexion', label: 'Se connecter' }}>
      {troubles.map(([title, answer], index) => (
        <Section id={`probleme-${index + 1}`} title={title}>
          {answer}
        </Section>
      ))}
      <Section id="a-qui" title="À qui s'adresser">
        <p>
          Vous êtes d'un organisme : à votre gestionnaire d'habilitations, puis à votre administrateur ; pour votre
          poste de travail, à votre service informatique. La Caf répond aux administrateurs seulement.
        </p>
        <p>Vous travaillez pour une Caf : à l'administrateur Passerelle de votre Caf.</p>
        <OwnSignIns />
      </Section>
    </Page>
  );
}

/** « Informatique et libertés » (UI-8): what is known of a person, why, who reads it, how long, and their rights. */
export function DataProtectionPage({
  view,
  retention,
  contact,
}: {
  view: View;
  retention: Retention;
  /** of one's own Caf, in its words */
  contact: string | null;
}): JSX.Element {
  return (
    <Page view={view} title="Informatique et libertés">
      <Section id="quoi" title="Ce que Passerelle sait de vous">
        <ul>
          <li>
            Votre compte : nom, prénom, adresse de courriel professionnelle et, si vous ou votre organisme les indiquez,
            téléphone, qualification et titre. L'adresse est la vôtre, jamais celle d'un service : la Cnil le demande.
          </li>
          <li>Vos groupes, vos rôles et la date de votre dernière entrée dans chaque service.</li>
          <li>Vos connexions : date, heure, adresse du réseau, navigateur.</li>
          <li>
            Ce que vous faites dans Passerelle : qui a fait quoi et quand, dans un journal que personne ne modifie.
          </li>
        </ul>
        <p>Votre mot de passe n'est connu que de vous : Passerelle n'en garde qu'une empreinte.</p>
      </Section>
      <Section id="pourquoi" title="Pourquoi, et qui le lit">
        <p>
          Ces données servent à ouvrir les services de Mon compte partenaire aux seules personnes qui y ont droit, et à
          prouver qui y a accédé. Les lisent, chacun pour sa part : vous, les gestionnaires et les administrateurs de
          votre organisme, les agents de la Caf qui le gère.
        </p>
      </Section>
      <Section id="combien" title="Combien de temps">
        <ul>
          <li safe>{`Les sessions terminées : ${term(retention.sessions)}.`}</li>
          <li safe>{`Les courriels envoyés : ${term(retention.mails)} après la fin de ce dont ils parlent.`}</li>
          <li
            safe
          >{`Les fichiers d'un contrôle ou d'un dossier terminé, un diplôme par exemple, et les notes des agents sur ce dossier : ${term(retention.files)}.`}</li>
          <li safe>{`Les démarches terminées de l'Espace Tuteur : ${term(retention.demarches)}.`}</li>
          <li
            safe
          >{`Un compte fermé : ${term(retention.accounts)} ; il peut être rouvert jusque-là, puis perd son nom et son adresse.`}</li>
          <li>Les documents signés et le journal : ce sont des archives publiques, ils restent.</li>
        </ul>
      </Section>
      <Section id="droits" title="Vos droits">
        <p>
          Vous lisez et corrigez vos données dans « Mon profil ». Pour les autres droits que donne le règlement général
          sur la protection des données (accès, rectification, limitation, opposition), adressez-vous au délégué à la
          protection des données de votre Caf. Vous pouvez aussi saisir la Cnil.
        </p>
        {contact !== null && <p safe>{`Délégué à la protection des données de votre Caf : ${contact}`}</p>}
        <p>
          Passerelle dépose un seul témoin (« cookie ») de connexion, et un autre pour un message d'une page à la
          suivante. Aucun ne sert à vous suivre.
        </p>
      </Section>
    </Page>
  );
}
