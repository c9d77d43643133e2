import { hasRole } from '../../api/access.ts';
import { ACCOUNT_STATE_LABELS } from '../../domain/account/types.ts';
import { Facts, Instant, Section, Table } from '../kit/bits.tsx';
import { TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { MeView, SessionView, UserWithActionsView } from '../kit/views.ts';
import { instant } from '../kit/words.ts';
import { ProfileFields, personLabels } from '../users/personFields.tsx';

export const PASSWORD_LABELS = { currentPassword: 'Mot de passe actuel', newPassword: 'Nouveau mot de passe' };

interface AccountProps {
  view: View;
  me: MeView;
  /** of a partner's person; null for a Caf-side one */
  user: UserWithActionsView | null;
  sessions: readonly SessionView[];
  profile: FormState;
  password: FormState;
}

/** « Mon profil » (UI-1, RGT-12): who one is, how one is reached, one's password; for who manages the own account, what profiles ask (ADM-5). */
export function AccountPage({ view, me, user, sessions, profile, password }: AccountProps): JSX.Element {
  const text = (value: string) => <span safe>{value}</span>;
  return (
    <Page view={view} title="Mon profil" faulty={profile.faults.length + password.faults.length > 0}>
      <FaultSummary form={profile} labels={personLabels()} />
      <FaultSummary form={password} labels={PASSWORD_LABELS} />
      <Section id="identite" title="Mon compte">
        <Facts
          items={[
            ['Nom', text(`${me.user.firstName} ${me.user.lastName}`)],
            ['Identifiant', text(me.user.login.toUpperCase())],
            ['Courriel', text(me.user.email)],
            ['Organisme', text(me.partner?.raisonSociale ?? me.caf?.name ?? 'Passerelle')],
            ...(user === null
              ? []
              : ([
                  ['État', text(ACCOUNT_STATE_LABELS[user.state])],
                  ['Groupes', text(user.groups.map((group) => group.label).join(', ') || 'Aucun')],
                ] as const)),
            ['Connecté depuis le', text(me.user.lastLoginAt === null ? '–' : instant(me.user.lastLoginAt))],
          ]}
        />
      </Section>
      {user !== null && (
        <Section id="coordonnees" title="Mes coordonnées">
          <ActionForm action="/mon-profil" form={profile} submit="Enregistrer">
            <TextField
              form={profile}
              name="email"
              label="Courriel"
              type="email"
              hint="Votre adresse à vous, pas celle d'un service. La changer ferme vos sessions et prévient l'ancienne adresse."
              autocomplete="email"
            />
            <TextField form={profile} name="phone" label="Téléphone" type="tel" width="medium" optional />
            {user.actions.includes('edit') && <ProfileFields form={profile} />}
          </ActionForm>
        </Section>
      )}
      <Section id="mon-mot-de-passe" title="Mon mot de passe">
        <ActionForm action="/mon-profil/mot-de-passe" form={password} submit="Changer mon mot de passe">
          <TextField
            form={password}
            name="currentPassword"
            label="Mot de passe actuel"
            type="password"
            autocomplete="current-password"
            width="medium"
          />
          <TextField
            form={password}
            name="newPassword"
            label="Nouveau mot de passe"
            hint="12 caractères au moins. Vos autres sessions prennent fin."
            type="password"
            autocomplete="new-password"
            width="medium"
          />
        </ActionForm>
      </Section>
      <Section id="double-authentification" title="Double authentification">
        <p>
          Un code de votre téléphone après le mot de passe :{' '}
          <a href="/mon-profil/double-authentification">voir ou changer ma double authentification</a>.
        </p>
      </Section>
      {view.person !== null && hasRole(view.person, 'national') && (
        <Section id="donnees-cnaf" title="Données des personnes de la Cnaf">
          <p>
            <a href="/ma-caf/donnees">Données personnelles</a> : la copie ou l’effacement des données d’une personne de
            la Cnaf ou de l’exploitation, à sa demande.
          </p>
        </Section>
      )}
      <Section id="sessions" title="Mes sessions ouvertes">
        <Table
          quiet
          caption="Sessions ouvertes, les plus récentes d'abord"
          empty="Aucune."
          heads={['Depuis', 'Adresse', 'Navigateur', 'Terminer']}
          rows={sessions.map((session) => [
            <Instant at={session.since} />,
            text(session.ip ?? '–'),
            text(session.userAgent ?? '–'),
            session.current ? (
              text('Celle-ci')
            ) : (
              <ActionForm
                action={`/mon-profil/sessions/${session.id}/terminer`}
                form={{ id: `session-${session.id}`, values: {}, faults: [] }}
                submit="Terminer cette session"
                tone="quiet"
              />
            ),
          ])}
        />
      </Section>
    </Page>
  );
}
