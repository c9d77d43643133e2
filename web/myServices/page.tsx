import { of } from '../../domain/mail/elision.ts';
import { CATALOGUE } from '../../domain/service/services.ts';
import { ActionForm, freshForm } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { MeView } from '../kit/views.ts';
import { userPath } from '../users/paths.ts';

interface MyServiceProps {
  view: View;
  service: MeView['services'][number];
  userId: string;
  /** it trusts the sign-in of Passerelle: nothing more is to be done to enter it (SVC-9) */
  trusts: boolean;
}

/** One service of mine: what it is for, where it is entered, or why not today (U2). */
export function MyServicePage({ view, service, userId, trusts }: MyServiceProps): JSX.Element {
  const { purpose, access, entrance } = CATALOGUE[service.code];
  return (
    <Page view={view} title={service.label} above={{ href: '/#mes-services', label: 'Mes services' }}>
      <p class="lead" safe>{`Ce service permet ${of(purpose)}.`}</p>
      {access.length > 0 && (
        <ul>
          {access.map((one) => (
            <li safe>{one}</li>
          ))}
        </ul>
      )}
      {service.enabled ? (
        <div class="panel">
          {trusts && <p>Vous y entrez avec votre identifiant, sans autre mot de passe.</p>}
          {!trusts && entrance.at === 'OWN_SIGN_IN' && <p safe>{entrance.words}</p>}
          {!trusts && entrance.at === 'PORTAL' && (
            <p safe>{`Vous entrez dans ce service sur le portail, par l'onglet « ${service.label} ».`}</p>
          )}
          <ActionForm
            action={`/services/${service.code}`}
            form={freshForm('entrer')}
            submit={`Entrer dans « ${service.label} »`}
          />
        </div>
      ) : (
        <div class="panel">
          <p safe>
            {['Pas ouvert aujourd’hui.', service.detail, service.next].filter((one) => one !== null).join(' ')}
          </p>
          <p>
            <a href={`${userPath(userId)}/diagnostic?service=${service.code}`}>Chercher pourquoi</a>
          </p>
        </div>
      )}
    </Page>
  );
}
