import { CAF, hasRole } from '../../api/access.ts';
import { ACCOUNT_STATE_LABELS, ACCOUNT_STATES } from '../../domain/account/types.ts';
import { groupChoice, groupName } from '../groups/words.ts';
import { Facts, Section, State, Table } from '../kit/bits.tsx';
import { ChoiceGroup, SERVICE_CHOICES, SelectField, TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, FilterForm, type FormState, freshForm } from '../kit/form.tsx';
import { Listing, sortedHeads } from '../kit/listing.tsx';
import { Obstacle } from '../kit/obstacle.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { GroupView, PartnerView, UsersView, UserView, UserWithActionsView } from '../kit/views.ts';
import { date, instant, phoneWords } from '../kit/words.ts';
import { AskCaf } from '../userRequests/askCaf.tsx';
import { requestsPath } from '../userRequests/words.ts';
import { CLOSING_LABELS, ClosingForm } from './closingForm.tsx';
import { userPath, usersPath } from './paths.ts';
import { ConfirmAddress, PersonFields, personLabels, personTyped } from './personFields.tsx';

function AccountState({ user }: { user: UserView }): JSX.Element {
  return (
    <>
      <State mark="plain" words={ACCOUNT_STATE_LABELS[user.state]} />
      {user.mailDoubt && <span>, envoi incertain</span>}
    </>
  );
}

/** R2: who looks after the account asks the person; only they have another password sent (ACT-3, ACC-8, ACC-10). */
function MailDoubt({ user }: { user: UserView }): JSX.Element {
  return (
    <Section id="envoi-incertain" title="Envoi incertain">
      <p safe>
        {`L’envoi à ${user.email} a été coupé deux fois : l’identifiant et le mot de passe temporaire ont pu arriver ou non. Demandez à ${user.firstName} ${user.lastName} ce qu’il en est.`}
      </p>
      <p safe>
        {`Sans courriel reçu : donnez l’identifiant ${user.login} à cette personne, et faites-lui choisir « Mot de passe oublié » sur la page de connexion : un autre mot de passe lui est envoyé. Si l’adresse est fausse, corrigez-la ci-dessous.`}
      </p>
    </Section>
  );
}

/** People of a partner (RGT-10): where a lost identifiant is read (ACC-10). */
export function UsersPage({
  view,
  partner,
  users,
  query,
  asks,
  tells,
  imports,
}: {
  view: View;
  partner: PartnerView;
  users: UsersView;
  query: Readonly<Record<string, string>>;
  /** in mode centralisé this person asks the Caf instead (RGT-17) */
  asks: boolean;
  /** who may make none is told why */
  tells: boolean;
  /** who may, also many at once */
  imports: boolean;
}): JSX.Element {
  const path = usersPath(partner.id);
  const filter = freshForm('filtre', query);
  const head = sortedHeads(path, query, 'name');
  const { createObstacle: obstacle } = users;
  return (
    <Page view={view} title={`Utilisateurs – ${partner.raisonSociale}`}>
      <FilterForm action={path} label="Chercher une personne" submit="Chercher" query={query}>
        <TextField form={filter} name="q" label="Nom, courriel ou identifiant" type="search" />
        <SelectField
          form={filter}
          name="state"
          label="État"
          choices={ACCOUNT_STATES.map((value) => ({ value, label: ACCOUNT_STATE_LABELS[value] }))}
          empty="Tous"
        />
      </FilterForm>
      <p class="actions">
        {asks ? (
          <a class="button" href={requestsPath(partner.id)}>
            Demander à la Caf
          </a>
        ) : obstacle === null ? (
          <>
            <a class="button" href={`${path}/nouveau`}>
              Créer un compte
            </a>{' '}
            {imports && (
              <a class="button quiet" href={`${path}/import`}>
                Importer un tableur
              </a>
            )}
          </>
        ) : (
          ''
        )}
      </p>
      {tells && obstacle !== null && <Obstacle obstacle={obstacle} links={false} />}
      <Listing path={path} list={`/partners/${encodeURIComponent(partner.id)}/users`} query={query} page={users}>
        <Table
          caption={query.sort === undefined ? 'Personnes, par nom' : 'Personnes'}
          empty="Personne ne correspond."
          heads={[
            head('Personne', 'name'),
            head('Identifiant', 'login'),
            head('Courriel', 'email'),
            'Groupes',
            head('État', 'state'),
          ]}
          rows={users.items.map((user) => [
            <a href={userPath(user.id)} safe>
              {`${user.lastName} ${user.firstName}`}
            </a>,
            <span safe>{user.login}</span>,
            <span safe>{user.email}</span>,
            <span safe>{user.groups.map((group) => group.code).join(', ') || '–'}</span>,
            <AccountState user={user} />,
          ])}
        />
      </Listing>
    </Page>
  );
}

/** A new account: one person, one nominative address, their groups (ACC-1, ACC-2, CDAP-1); `grouped`: one of them at least (RGT-2). */
export function NewUserPage({
  view,
  partner,
  groups,
  grouped,
  form,
}: {
  view: View;
  partner: PartnerView;
  groups: readonly GroupView[];
  grouped: boolean;
  form: FormState;
}): JSX.Element {
  const path = usersPath(partner.id);
  return (
    <Page
      view={view}
      title="Créer un compte"
      above={{ href: path, label: `Utilisateurs – ${partner.raisonSociale}` }}
      faulty={form.faults.length > 0}
    >
      <FaultSummary form={form} labels={{ ...personLabels(), groupIds: 'Groupes' }} />
      <p>
        La personne reçoit deux courriels : son identifiant, puis un mot de passe temporaire valable 24 heures. Personne
        d'autre ne le voit.
      </p>
      <ActionForm action={path} form={form} submit="Créer le compte">
        <PersonFields form={form} />
        {groups.length > 0 && (
          <ChoiceGroup
            form={form}
            name="groupIds"
            kind="checkbox"
            label="Groupes"
            hint={grouped ? 'Un de vos groupes au moins.' : 'Sans groupe, la personne ne voit aucun service.'}
            choices={groups.map(groupChoice)}
            optional={!grouped}
          />
        )}
        <ConfirmAddress form={form} />
      </ActionForm>
    </Page>
  );
}

export interface OneUser {
  view: View;
  user: UserWithActionsView;
  /** who may take over the groups of a gestionnaire */
  people: readonly UserView[];
  /** word they were looked for by; null: all of them are offered */
  search: string | null;
  /** in mode centralisé this person asks the Caf instead (RGT-17) */
  asks: boolean;
  /** the Caf gives this person a copy of their data, or erases it */
  data: boolean;
  forms: Readonly<Record<string, FormState>>;
}

/** Who hands the connection sheet out (UI-6). */
const SHEET_FOR = [...CAF, 'administrateur', 'gestionnaire'] as const;

/** One account: who, where it stands, its groups; change, close by date, reactivate, diagnose. */
export function UserPage({ view, user, people, search, asks, data, forms }: OneUser): JSX.Element {
  const path = userPath(user.id);
  const edits = user.actions.includes('edit');
  const form = (id: string, values: FormState['values'] = {}) => forms[id] ?? freshForm(id, values);
  const text = (value: string | null) => <span safe>{value ?? '–'}</span>;
  return (
    <Page
      view={view}
      title={`${user.firstName} ${user.lastName}`}
      above={{ href: usersPath(user.partnerId), label: 'Utilisateurs' }}
      faulty={Object.values(forms).some((one) => one.faults.length > 0)}
    >
      {Object.values(forms).map((one) => (
        <FaultSummary form={one} labels={{ ...personLabels(), ...CLOSING_LABELS }} />
      ))}
      {user.mailDoubt && <MailDoubt user={user} />}
      <Facts
        items={[
          ['Identifiant', text(user.login)],
          ['État', <AccountState user={user} />],
          ['Courriel', text(user.email)],
          ['Téléphone', text(user.phone === null ? null : phoneWords(user.phone))],
          ['Fonction', text(functionsOf(user))],
          ['Groupes', text(user.groups.map(groupName).join(', ') || 'Aucun')],
          ...(user.diplomeVerifieLe === null
            ? []
            : [['Diplôme vérifié par la Caf', text(date(user.diplomeVerifieLe))] as const]),
          ['Dernière connexion', text(user.lastLoginAt === null ? 'Jamais' : instant(user.lastLoginAt))],
          ['Clôture', text(user.closesOn === null ? 'Aucune' : date(user.closesOn))],
        ]}
      />
      {user.state !== 'CLOS' && view.person !== null && hasRole(view.person, ...SHEET_FOR) && (
        <p>
          <a href={`${path}/fiche`}>Fiche de connexion à remettre à cette personne</a>
        </p>
      )}
      <Section id="diagnostic" title="Cette personne n'entre pas dans un service ?">
        <FilterForm action={`${path}/diagnostic`} submit="Chercher pourquoi">
          <SelectField form={freshForm('diag')} name="service" label="Service" choices={SERVICE_CHOICES} />
        </FilterForm>
      </Section>
      {asks && <AskCaf user={user} />}
      {data && (
        <p>
          <a href={`${path}/donnees`}>Données personnelles : copie ou effacement</a>
        </p>
      )}
      {edits && user.closesOn !== null && (
        <ActionForm
          action={`${path}/reactiver`}
          form={form('reactiver')}
          submit="Retirer la date de clôture : réactiver"
        >
          <p>La personne retrouve le même identifiant et les mêmes groupes.</p>
        </ActionForm>
      )}
      {edits && user.state !== 'CLOS' && (
        <>
          <details class="act" open={forms.modifier !== undefined}>
            <summary>Modifier</summary>
            <ActionForm action={path} form={form('modifier', personTyped(user))} submit="Enregistrer">
              <PersonFields
                form={form('modifier', personTyped(user))}
                address={user.actions.includes('changeAddress')}
              />
              <ConfirmAddress form={form('modifier', personTyped(user))} />
            </ActionForm>
          </details>
          <ClosingForm
            user={user}
            people={people}
            search={search}
            form={form('clore')}
            opened={forms.clore !== undefined || Boolean(search)}
          />
        </>
      )}
    </Page>
  );
}

function functionsOf(user: UserView): string {
  const all = [
    ...(user.administrateur ? ['Administrateur partenaire'] : []),
    ...(user.manages.length > 0 ? [`Gestionnaire (${user.manages.map((group) => group.code).join(', ')})`] : []),
  ];
  return all.length === 0 ? 'Utilisateur' : all.join(', ');
}
