import { PROFILES, SERVICES } from '../../domain/service/services.ts';
import { SelectField, TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import { PeopleSearch } from '../kit/peopleChoice.tsx';
import type { GroupsView, GroupView, PartnerView, UserView } from '../kit/views.ts';
import { KnownOrNewPerson } from '../users/personFields.tsx';
import { GROUP_LABELS } from './pages.tsx';
import { groupsPath } from './paths.ts';
import { groupName } from './words.ts';

/**
 * Code, label and gestionnaire at once (GRP-4); the gestionnaire exists or is made on the spot (GRP-8). `parents`: groups that a subgroup
 * may stand under (RGT-4).
 */
export function NewGroupPage({
  view,
  partner,
  mayCreate,
  parents,
  people,
  search,
  form,
}: {
  view: View;
  partner: PartnerView;
  mayCreate: GroupsView['mayCreate'];
  parents: readonly GroupView[];
  people: readonly UserView[];
  search: string | null;
  form: FormState;
}): JSX.Element {
  const path = groupsPath(partner.id);
  const services = [...new Set([...mayCreate.groups, ...parents.map(({ service }) => service)])];
  if (services.length === 0)
    return (
      <Page view={view} title="Créer un groupe" above={{ href: path, label: `Groupes – ${partner.raisonSociale}` }}>
        <p>
          Vous ne pouvez pas créer de groupe ici. Il faut un bulletin d'adhésion en vigueur ; en mode délégué c'est
          l'administrateur de l'organisme qui crée les groupes, en mode centralisé la Caf.
        </p>
      </Page>
    );
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
        {parents.length > 0 && (
          <SelectField
            form={form}
            name="parentId"
            label="Groupe parent"
            hint="Pour un sous-groupe, qui est du même service : le gestionnaire du groupe parent en a la charge aussi."
            optional={mayCreate.groups.length > 0}
            choices={parents.map((group) => ({
              value: group.id,
              label: `${groupName(group)} (${SERVICES[group.service]})`,
            }))}
            {...(mayCreate.groups.length > 0 ? { empty: "Aucun : ce n'est pas un sous-groupe" } : {})}
          />
        )}
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
