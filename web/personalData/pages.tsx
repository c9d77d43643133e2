import { DATA_WISH_LABELS } from '../../domain/personalData/types.ts';
import { ERASED, KEPT } from '../../domain/policy/erasure.ts';
import { Facts, Instant, ProcessState, Section } from '../kit/bits.tsx';
import { TextArea, TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { PersonalDataView, UserView } from '../kit/views.ts';
import { userPath } from '../users/paths.ts';

export const STAFF_DATA_PATH = '/ma-caf/donnees';
export const dataPath = (id: string): string => `/donnees/${encodeURIComponent(id)}`;

const LABELS = {
  login: 'Identifiant ou courriel de la personne',
  asked: 'Comment la personne l’a demandé',
  reason: 'Motif',
};
const ASKED_HINT = 'Par exemple : courrier du 3 mars 2026, identité vérifiée au téléphone.';

function ErasedAndKept(): JSX.Element {
  return (
    <>
      <p>Sont effacés :</p>
      <ul>
        {ERASED.map((one) => (
          <li safe>{one}</li>
        ))}
      </ul>
      <p>Restent conservés, avec la raison :</p>
      <ul>
        {KEPT.map(({ what, why }) => (
          <li safe>{`${what} : ${why}.`}</li>
        ))}
      </ul>
    </>
  );
}

interface WishProps {
  view: View;
  user: UserView;
  forms: { copy: FormState; erase: FormState };
}

/** What the Caf does at a person's request about their data: a copy, or the erasure, with what stays and why (S7). */
export function DataWishesPage({ view, user, forms }: WishProps): JSX.Element {
  const path = `${userPath(user.id)}/donnees`;
  const faulty = Object.values(forms).find((form) => form.faults.length > 0);
  return (
    <Page
      view={view}
      title="Données personnelles"
      above={{ href: userPath(user.id), label: `${user.firstName} ${user.lastName}` }}
      faulty={faulty !== undefined}
    >
      {faulty !== undefined && <FaultSummary form={faulty} labels={LABELS} />}
      <p>À la demande de la personne seulement, une fois son identité vérifiée.</p>
      <Section id="copie" title={DATA_WISH_LABELS.EXPORT}>
        <p
          safe
        >{`La copie est préparée maintenant et scellée. ${user.email} reçoit un lien personnel pour la retirer ; il expire au bout de quelques jours, et la copie est alors supprimée.`}</p>
        <ActionForm action={`${path}/copie`} form={forms.copy} submit="Préparer la copie">
          <TextArea form={forms.copy} name="asked" label={LABELS.asked} hint={ASKED_HINT} />
        </ActionForm>
      </Section>
      <Section id="effacement" title={DATA_WISH_LABELS.EFFACEMENT}>
        <ErasedAndKept />
        {user.state === 'CLOS' ? (
          <ActionForm action={`${path}/effacement`} form={forms.erase} submit="Prévoir l’effacement" tone="danger">
            <p
              safe
            >{`${user.email} en est prévenu maintenant. L’effacement a lieu quelques jours plus tard, et ne se défait pas.`}</p>
            <TextArea form={forms.erase} name="asked" label={LABELS.asked} hint={ASKED_HINT} />
          </ActionForm>
        ) : (
          <p>Clôturez d’abord ce compte : ses groupes et ses rôles passent alors à d’autres.</p>
        )}
      </Section>
    </Page>
  );
}

/** The same for somebody of the Caf itself, or of the Cnaf and who operates, by their login: no list of pages shows them. */
export function StaffWishesPage({ view, ofCnaf, forms }: Omit<WishProps, 'user'> & { ofCnaf: boolean }): JSX.Element {
  const faulty = Object.values(forms).find((form) => form.faults.length > 0);
  const fields = (form: FormState) => (
    <>
      <TextField form={form} name="login" label={LABELS.login} />
      <TextArea form={form} name="asked" label={LABELS.asked} hint={ASKED_HINT} />
    </>
  );
  return (
    <Page
      view={view}
      title={ofCnaf ? 'Données d’une personne de la Cnaf ou de l’exploitation' : 'Données d’une personne de la Caf'}
      above={ofCnaf ? { href: '/mon-profil', label: 'Mon profil' } : { href: '/ma-caf', label: 'Ma Caf' }}
      faulty={faulty !== undefined}
    >
      {faulty !== undefined && <FaultSummary form={faulty} labels={LABELS} />}
      <p>À la demande de la personne seulement, une fois son identité vérifiée.</p>
      <Section id="copie" title={DATA_WISH_LABELS.EXPORT}>
        <p>
          La copie est préparée maintenant et scellée. La personne reçoit un lien pour la retirer ; il expire au bout de
          quelques jours, et la copie est alors supprimée.
        </p>
        <ActionForm action={`${STAFF_DATA_PATH}/copie`} form={forms.copy} submit="Préparer la copie">
          {fields(forms.copy)}
        </ActionForm>
      </Section>
      <Section id="effacement" title={DATA_WISH_LABELS.EFFACEMENT}>
        <p>
          Une fois le compte clos seulement : les actes d’un agent en fonction sont ceux d’un service public, et leur
          auteur peut être connu.
        </p>
        <ErasedAndKept />
        <ActionForm
          action={`${STAFF_DATA_PATH}/effacement`}
          form={forms.erase}
          submit="Prévoir l’effacement"
          tone="danger"
        >
          {fields(forms.erase)}
        </ActionForm>
      </Section>
    </Page>
  );
}

interface RequestProps {
  view: View;
  request: PersonalDataView;
  cancel: FormState;
}

/** Where such a request stands, and the way to give it up. */
export function DataRequestPage({ view, request, cancel }: RequestProps): JSX.Element {
  const open = request.closedAt === null;
  return (
    <Page view={view} title="Données personnelles" faulty={cancel.faults.length > 0}>
      {cancel.faults.length > 0 && <FaultSummary form={cancel} labels={LABELS} />}
      <Facts
        items={[
          ['Demande', <span safe>{DATA_WISH_LABELS[request.wish]}</span>],
          ['État', <ProcessState type="personalData" state={request.state} />],
          [LABELS.asked, <span safe>{request.asked}</span>],
          [request.wish === 'EXPORT' ? 'Le lien expire le' : 'Effacement le', <Instant at={request.until} />],
          ...(request.reason === null ? [] : [[LABELS.reason, <span safe>{request.reason}</span>] as const]),
        ]}
      />
      {request.wish === 'EFFACEMENT' && (
        <Section id="reste" title="Ce qui est effacé, ce qui reste">
          <ErasedAndKept />
        </Section>
      )}
      {open && (
        <Section id="annuler" title="Annuler cette demande">
          <p>{request.wish === 'EXPORT' ? 'La copie est supprimée et le lien ne sert plus.' : 'Rien n’est effacé.'}</p>
          <ActionForm
            action={`${dataPath(request.id)}/annuler`}
            form={cancel}
            submit="Annuler la demande"
            tone="danger"
          >
            <TextArea form={cancel} name="reason" label={LABELS.reason} />
          </ActionForm>
        </Section>
      )}
    </Page>
  );
}

/** What the person sees who opens the link: opening changes nothing, the button gives the file (mail scanners). */
export function DataCopyPage({ view, until, path }: { view: View; until: string; path: string }): JSX.Element {
  return (
    <Page view={view} title="La copie de vos données">
      <p>
        Elle vous attend jusqu’au <Instant at={until} />, puis elle est supprimée. Ne transférez pas ce lien.
      </p>
      <p>
        <a class="button" href={`${path}/fichier`} download="donnees.json">
          Télécharger ma copie
        </a>
      </p>
      <p>Vous pouvez aussi demander l’effacement de vos données à votre Caf.</p>
      <ErasedAndKept />
    </Page>
  );
}
