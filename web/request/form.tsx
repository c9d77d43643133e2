import type { PropsWithChildren } from '@kitajs/html';
import { CAF_CODES, cafName } from '../../domain/caf/cafs.ts';
import { DEPARTEMENTS } from '../../domain/formats/departement.ts';
import { of } from '../../domain/mail/elision.ts';
import { CATALOGUE, PROFILED, PROFILES, SERVICE_CODES, SERVICES } from '../../domain/service/services.ts';
import { AskingBoxes, type Choice, ChoiceGroup, SelectField, TextArea, TextField, YES_NO } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import { ELIGIBILITY_LABELS, QuestionsOf } from '../partners/eligibility.tsx';
import { NATURE_CHOICES, TYPE_CHOICES } from '../partners/listPage.tsx';

/** The four boxes and the words of the public form (§3.1, REQ-5 to REQ-14). */
const PROFILE_CHOICES: readonly Choice[] = [
  {
    value: 'T1',
    label: `T1 – ${PROFILES.T1}`,
    hint: "Assistants de service social et conseillers en économie sociale familiale de l'État, d'un département ; assistants de service social d'un établissement de soins, d'une collectivité, d'une Carsat, de la MSA, ou référents uniques RSA.",
  },
  {
    value: 'T2',
    label: `T2 – ${PROFILES.T2}`,
    hint: "Prestataires qui reçoivent une subvention d'action sociale de la Caf, pour calculer la participation des familles d'après le quotient familial.",
  },
  {
    value: 'T4',
    label: `T4 – ${PROFILES.T4}`,
    hint: "Agents chargés de l'instruction du RSA, avec un numéro d'instructeur délivré par le conseil départemental.",
  },
  {
    value: 'T9',
    label: `T9 – ${PROFILES.T9}`,
    hint: 'Personnes habilitées par un jugement, une désignation ou une délégation du conseil départemental, ou une nomination du juge des enfants, pour les dossiers qui leur sont confiés.',
  },
];

const CAFS: readonly Choice[] = CAF_CODES.filter((code) => DEPARTEMENTS.some((one) => one.code === code)).map(
  (code) => ({ value: code, label: cafName(code) }),
);

/** Fields in the order of the form, as the fault summary names them. */
const REQUEST_LABELS = {
  raisonSociale: 'Raison sociale',
  siret: 'Numéro SIRET',
  address: 'Adresse',
  email: 'Adresse de courriel',
  phone: 'Téléphone',
  caf: 'Caf',
  services: 'Services demandés',
  nature: 'Nature',
  typeOrganisme: "Type d'organisme",
  ...ELIGIBILITY_LABELS,
  profiles: 'Type de consultation',
  otherNeed: 'Autre besoin',
  cafproOtherDepartment: 'Convention Cafpro',
  cafproDepartments: 'Départements de la convention Cafpro',
  otherCafNeed: "Allocataires d'une autre Caf",
  motivation: 'Raisons',
  otherCafDepartments: 'Autres départements',
};

const CODES = 'Codes séparés par des virgules, par exemple : 75, 2A, 974.';

const ASKED_OF_OTHERS = `Pas demandé pour « ${SERVICES[PROFILED]} » seul.`;

/** The public access request (§3.1): all its parts on one page, all faults at once. Each service that is ticked asks its own questions (CONV-1). */
export function RequestPage({ view, form }: { view: View; form: FormState }): JSX.Element {
  return (
    <Page view={view} title="Demander un accès" faulty={form.faults.length > 0}>
      <FaultSummary form={form} labels={REQUEST_LABELS} />
      <p class="lead">Ce formulaire permet à votre Caf d'étudier votre demande d'accès à ses services en ligne.</p>
      <p>
        Rien n'est ouvert à l'envoi : la Caf examine la demande, puis vous écrit. Tous les champs sont à remplir, sauf
        ceux qui sont facultatifs. Vous avez déjà un compte d'administrateur ? <a href="/connexion">Connectez-vous</a> :
        un autre service se demande depuis votre page d'accueil.
      </p>
      <ActionForm action="/demande" form={form} submit="Envoyer la demande">
        <Roster form={form} />
        <section aria-labelledby="besoin">
          <h2 id="besoin">Votre besoin</h2>
          <AskingBoxes
            form={form}
            name="services"
            label="Services demandés"
            hint="Cochez au moins un service : ses questions apparaissent sous lui."
            choices={SERVICE_CODES.map((service) => ({
              value: service,
              label: SERVICES[service],
              hint: `Permet ${of(CATALOGUE[service].purpose)}.`,
              asked: service === PROFILED ? <Profiled form={form} /> : <QuestionsOf form={form} service={service} />,
            }))}
          />
          <SelectField
            form={form}
            name="nature"
            label="Nature"
            choices={NATURE_CHOICES}
            empty="Choisir"
            hint={ASKED_OF_OTHERS}
          />
          <SelectField
            form={form}
            name="typeOrganisme"
            label="Type d'organisme"
            choices={TYPE_CHOICES}
            empty="Choisir"
            hint={`De lui dépendent les services auxquels vous avez droit. ${ASKED_OF_OTHERS}`}
          />
          <TextArea
            form={form}
            name="otherNeed"
            label="Autre besoin"
            optional
            hint="Bailleur social, commission de surendettement… : votre Caf vous indiquera le bon circuit."
            rows={3}
          />
        </section>
      </ActionForm>
    </Page>
  );
}

/** What the service that is asked for by profile asks: the part of the form that the sources have. */
function Profiled({ form }: { form: FormState }): JSX.Element {
  return (
    <>
      <ChoiceGroup
        form={form}
        name="profiles"
        kind="checkbox"
        label="Type de consultation"
        hint="Cochez au moins une case, ou décrivez un autre besoin plus bas."
        choices={PROFILE_CHOICES}
      />
      <Reach form={form} />
    </>
  );
}

function Roster({ form }: { form: FormState }): JSX.Element {
  return (
    <section aria-labelledby="organisme">
      <h2 id="organisme">Votre organisme</h2>
      <TextField form={form} name="raisonSociale" label="Raison sociale" autocomplete="organization" />
      <TextField form={form} name="siret" label="Numéro SIRET" hint="14 chiffres." inputmode="numeric" width="medium" />
      <TextArea form={form} name="address" label="Adresse" rows={3} />
      <TextField
        form={form}
        name="email"
        label="Adresse de courriel"
        hint="Les réponses de la Caf y seront envoyées."
        type="email"
        autocomplete="email"
      />
      <TextField
        form={form}
        name="phone"
        label="Téléphone"
        hint="Par exemple : 01 23 45 67 89."
        type="tel"
        autocomplete="tel"
        width="medium"
      />
      <SelectField
        form={form}
        name="caf"
        label="Caf à qui vous vous adressez"
        choices={CAFS}
        empty="Choisissez une Caf"
      />
    </section>
  );
}

function Reach({ form }: { form: FormState }): JSX.Element {
  return (
    <>
      <IfYes
        form={form}
        name="cafproOtherDepartment"
        label="Avez-vous déjà une convention Cafpro avec un autre département ?"
      >
        <TextField form={form} name="cafproDepartments" label="Si oui, avec quels départements ?" hint={CODES} />
      </IfYes>
      <IfYes form={form} name="otherCafNeed" label="Avez-vous besoin de consulter des allocataires d'une autre Caf ?">
        <TextArea form={form} name="motivation" label="Si oui, pour quelles raisons ?" hint="20 caractères au moins." />
        <TextField
          form={form}
          name="otherCafDepartments"
          label="Si oui, dans quels départements ?"
          hint={`${CODES} Autres que celui de la Caf choisie plus haut.`}
        />
      </IfYes>
    </>
  );
}

/** A question, and what is asked for only where the answer is yes. */
function IfYes({
  form,
  name,
  label,
  children,
}: PropsWithChildren<{ form: FormState; name: string; label: string }>): JSX.Element {
  return (
    <div class="depends">
      <div class="trigger">
        <ChoiceGroup form={form} name={name} kind="radio" label={label} choices={YES_NO} />
      </div>
      <fieldset class="part asked">
        <legend class="hidden">Si oui</legend>
        {children}
      </fieldset>
    </div>
  );
}

/** After a request is received; `redirected`: nobody studies it, its need is for another channel (REQ-4). */
export function RequestReceivedPage({
  view,
  reference,
  redirected,
}: {
  view: View;
  reference: string | null;
  redirected: boolean;
}): JSX.Element {
  return (
    <Page view={view} title={redirected ? 'Ce besoin suit un autre circuit' : 'Demande envoyée'}>
      <div class="panel">
        {reference !== null && (
          <p>
            Votre demande porte le numéro <strong safe>{reference}</strong>.
          </p>
        )}
        {redirected ? (
          <p>
            Ce que vous demandez ne passe pas par ce formulaire. Un courriel vous dit à qui vous adresser : il est
            envoyé à l'adresse que vous avez indiquée. Il n'y a rien d'autre à faire ici.
          </p>
        ) : (
          <>
            <p>
              Un accusé de réception est envoyé à l'adresse que vous avez indiquée. Il contient un lien pour suivre la
              demande, la compléter ou la retirer.
            </p>
            <h2>Et maintenant ?</h2>
            <ol>
              <li>La Caf étudie votre demande. Elle peut vous demander un complément, par courriel.</li>
              <li>Elle vous écrit sa décision, pour chaque profil et chaque service demandés.</li>
              <li>Si elle accepte, vous recevez les documents à compléter et à signer en ligne.</li>
            </ol>
          </>
        )}
      </div>
    </Page>
  );
}
