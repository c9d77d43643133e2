import type { CafSettingsView } from '../../api/shapes/cafSettings.ts';
import type { ServiceRequestsView } from '../../api/shapes/serviceRequest.ts';
import { of } from '../../domain/mail/elision.ts';
import { Section, Table } from '../kit/bits.tsx';
import { AskingBoxes, SelectField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import { date } from '../kit/words.ts';
import { AskedWith, ELIGIBILITY_LABELS } from '../partners/eligibility.tsx';
import { NATURE_CHOICES, TYPE_CHOICES } from '../partners/listPage.tsx';

const LABELS = {
  nature: 'Nature',
  typeOrganisme: "Type d'organisme",
  services: 'Services',
  profiles: 'Profils',
  ...ELIGIBILITY_LABELS,
};

export const askServicesPath = (partnerId: string): string =>
  `/partenaires/${encodeURIComponent(partnerId)}/demander-un-service`;

/** Where an administrateur asks for what his organisme does not have: the catalogue's questions, then the ordinary dossier (CONV-7). */
export function AskServicesPage({
  view,
  partnerId,
  requests,
  caf: { caf, settings, mailbox },
  form,
}: {
  view: View;
  partnerId: string;
  requests: ServiceRequestsView;
  caf: CafSettingsView;
  form: FormState;
}): JSX.Element {
  const { offers, underWay } = requests;
  const open = offers.filter(({ obstacle }) => obstacle === null);
  return (
    <Page
      view={view}
      title="Demander un service"
      above={{ href: '/#services', label: 'Services de mon organisme' }}
      faulty={form.faults.length > 0}
    >
      <FaultSummary form={form} labels={LABELS} />
      {underWay.length > 0 && <UnderWay underWay={underWay} />}
      {open.length === 0 ? (
        <p class="empty">Votre organisme a déjà tous les services du catalogue, ou les a demandés.</p>
      ) : (
        <>
          <p>
            Chaque service a ses conditions : répondez aux questions de ceux que vous demandez. Le bulletin à compléter
            et à signer part ensuite à l'adresse de votre organisme ; si une réponse demande un examen, votre Caf
            l'examine d'abord. Rien ne s'ouvre avant la signature des deux parties.
          </p>
          <ActionForm action={askServicesPath(partnerId)} form={form} submit="Demander">
            {requests.unknown.includes('nature') && (
              <SelectField
                form={form}
                name="nature"
                label="Nature de votre organisme"
                choices={NATURE_CHOICES}
                empty="Choisir"
                optional
              />
            )}
            {requests.unknown.includes('typeOrganisme') && (
              <SelectField
                form={form}
                name="typeOrganisme"
                label="Type d'organisme"
                choices={TYPE_CHOICES}
                empty="Choisir"
                hint="De lui dépendent les services auxquels vous avez droit."
                optional
              />
            )}
            <AskingBoxes
              form={form}
              name="services"
              label="Services à demander"
              choices={open.map((offer) => ({
                value: offer.service,
                label: offer.label,
                hint: `Permet ${of(offer.purpose)}.`,
                asked: <AskedWith form={form} service={offer.service} profiles={offer.profiles} />,
              }))}
            />
          </ActionForm>
        </>
      )}
      <Section id="ailleurs" title="Ce qui ne se demande pas ici">
        {offers.map(({ obstacle }) => obstacle !== null && <p safe>{obstacle}</p>)}
        <p safe>{`${CAFPRO} ${channelWords({ caf, settings, mailbox })}`}</p>
      </Section>
    </Page>
  );
}

const CAFPRO =
  "Un profil qui reste dans Cafpro, comme celui d'une commission de surendettement, ne se demande pas ici.";

/** REQ-4: the channel that the Caf has set; a Caf that has set none is asked where it is, its mailbox is no channel. */
function channelWords({ caf, settings, mailbox }: CafSettingsView): string {
  if (settings.cafproChannel !== null) return `Pour ce profil, adressez-vous ici : ${settings.cafproChannel}`;
  const where = mailbox === null ? '' : ` (${mailbox})`;
  return `Votre Caf n'a pas indiqué de canal Cafpro : demandez-lui lequel prendre, ${caf.name}${where}.`;
}

function UnderWay({ underWay }: { underWay: ServiceRequestsView['underWay'] }): JSX.Element {
  return (
    <Section id="en-cours" title="Demandes en cours">
      <Table
        caption="Demandes, les plus récentes d'abord"
        empty=""
        heads={['Services', 'Depuis le', 'État', 'En attente de']}
        rows={underWay.map(({ services, createdAt, state, waitingFor }) => [
          <span safe>{services.join(', ')}</span>,
          <span safe>{date(createdAt)}</span>,
          <span safe>{state}</span>,
          <span safe>{waitingFor === null ? '' : waitingWords(waitingFor)}</span>,
        ])}
      />
    </Section>
  );
}

const WHO = { PARTENAIRE: 'Votre organisme', CAF: 'Votre Caf', SYSTEME: 'Passerelle' } as const;

function waitingWords({
  who,
  what,
  until,
}: NonNullable<ServiceRequestsView['underWay'][number]['waitingFor']>): string {
  return `${WHO[who]} : ${what}${until === null ? '' : `, avant le ${date(until)}`}`;
}
