import { LINK_LABELS, REPAIRER_LABELS } from '../../domain/diagnosis/types.ts';
import { SERVICES, type ServiceCode } from '../../domain/service/services.ts';
import { Section, State, Table } from '../kit/bits.tsx';
import { SERVICE_CHOICES, SelectField } from '../kit/fields.tsx';
import { ActionForm, FilterForm, freshForm } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { DiagnosisView, UserView } from '../kit/views.ts';
import { userPath } from './paths.ts';

/** Whether who looks is among those who can do it, or ask the Caf for it: the others ask them. */
function mayRepair({ person }: View, who: NonNullable<DiagnosisView['broken']>['who'], userId: string): boolean {
  const roles: Record<typeof who, readonly string[]> = {
    UTILISATEUR: [],
    GESTIONNAIRE: ['gestionnaire', 'administrateur'],
    ADMINISTRATEUR: ['administrateur'],
    CAF: ['agent', 'administrateur'],
    CNAF: [],
  };
  if (person === null) return false;
  return who === 'UTILISATEUR' ? person.id === userId : person.roles.some((role) => roles[who].includes(role));
}

/** Why a person can or cannot enter: each link in words, the first that is broken, who repairs it, and the way there (U2, domain.md §12). */
export function DiagnosisPage({
  view,
  user,
  service,
  diagnosis,
}: {
  view: View;
  user: UserView;
  service: ServiceCode;
  diagnosis: DiagnosisView;
}): JSX.Element {
  const { broken } = diagnosis;
  const own = view.person?.id === user.id;
  const name = `${user.firstName} ${user.lastName}`;
  return (
    <Page
      view={view}
      title={`Accès à « ${SERVICES[service]} » : ${own ? 'votre diagnostic' : name}`}
      above={{ href: userPath(user.id), label: name }}
    >
      {broken === null ? (
        <p class="lead">
          <State mark="done" words={own ? 'Vous pouvez entrer' : 'Cette personne peut entrer'} />
        </p>
      ) : (
        <Section id="remede" title="Ce qui manque, et qui peut y remédier">
          <p class="lead" safe>
            {broken.remedy}
          </p>
          <p safe>{`À faire par : ${REPAIRER_LABELS[own ? 'self' : 'others'][broken.who]}.`}</p>
          <p class="actions">
            {broken.page !== null && mayRepair(view, broken.who, user.id) && (
              <a class="button" href={broken.page}>
                Y aller
              </a>
            )}
          </p>
          {broken.ask === 'POSSIBLE' && (
            <ActionForm
              action={`${userPath(user.id)}/diagnostic`}
              form={freshForm('demander')}
              submit="Le demander par courriel"
              tone="quiet"
            >
              <input type="hidden" name="service" value={service} />
            </ActionForm>
          )}
          {broken.ask === 'DEJA_DEMANDE' && <p>Déjà demandé par courriel aujourd'hui.</p>}
        </Section>
      )}
      <FilterForm action={`${userPath(user.id)}/diagnostic`} submit="Chercher pour ce service">
        <SelectField form={freshForm('diag', { service })} name="service" label="Service" choices={SERVICE_CHOICES} />
      </FilterForm>
      <Section id="chaine" title="Du groupe au mot de passe">
        <Table
          quiet
          caption="Maillons entre la personne et le service"
          empty=""
          heads={['Maillon', 'État', 'Constat']}
          rows={diagnosis.chain.map((link) => [
            <span safe>{LINK_LABELS[link.link]}</span>,
            <State mark={link.ok ? 'done' : 'amiss'} words={link.ok ? 'Tient' : 'Rompu'} />,
            <span safe>{link.detail}</span>,
          ])}
        />
      </Section>
      {diagnosis.advice.length > 0 && (
        <Section id="conseils" title="Autres difficultés fréquentes">
          <ul>
            {diagnosis.advice.map((one) => (
              <li safe>{one.text}</li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}
