import { PROFILES, SERVICES, type ServiceCode } from '../../domain/service/services.ts';
import { SelectField, TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import { PeopleSearch } from '../kit/peopleChoice.tsx';
import type { PartnerView, UserView } from '../kit/views.ts';
import { KnownOrNewPerson } from '../users/personFields.tsx';
import { GROUP_LABELS } from './pages.tsx';
import { groupsPath } from './paths.ts';

/** Code, label and gestionnaire at once (GRP-4); the gestionnaire exists or is made on the spot (GRP-8). */
export function NewGroupPage({
  view,
  partner,
  services,
  people,
  search,
  form,
}: {
  view: View;
  partner: PartnerView;
  services: readonly ServiceCode[];
  people: readonly UserView[];
  search: string | null;
  form: FormState;
}): JSX.Element {
  const path = groupsPath(partner.id);
  return (
    <Page
      view={view}
      title="Créer un groupe"
      above={{ href: path, label: `Groupes – ${partner.raisonSociale}` }}
      faulty={form.faults.length > 0}
    >
      <FaultSummary form={form} labels={GROUP_LABELS} />
      <PeopleSearch path={`${path}/nouveau`} search={search} />
      <ActionForm action={path} form={form} submit="Créer le groupe">
        <SelectField
          form={form}
          name="service"
          label="Service"
          choices={services.map((value) => ({ value, label: SERVICES[value] }))}
        />
        <TextField
          form={form}
          name="code"
          label="Code"
          hint="Lettres, chiffres et tirets, 20 au plus. Il ne changera plus."
          width="medium"
        />
        <TextField
          form={form}
          name="label"
          label="Libellé"
          hint={`Pour Cdap, il commence par le profil : ${Object.keys(PROFILES).join(', ')}. Par exemple : T2 Service des Crèches.`}
        />
        <KnownOrNewPerson
          form={form}
          name="managerId"
          prefix="manager."
          label="Gestionnaire d'habilitations"
          hint="Une personne qui a un compte, ou une nouvelle personne, à décrire ci-dessous : elle reçoit alors son identifiant et son mot de passe."
          people={people}
        />
      </ActionForm>
    </Page>
  );
}
