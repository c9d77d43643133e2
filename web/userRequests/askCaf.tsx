import type { UserView } from '../kit/views.ts';
import { requestsPath } from './words.ts';

/** What the administrateur may ask of the Caf about this account, instead of doing it. */
export function AskCaf({ user }: { user: UserView }): JSX.Element {
  const asked = [
    ...(user.state === 'CLOS' ? [] : ([['corriger', 'Faire corriger par la Caf']] as const)),
    ...(user.closesOn === null
      ? ([['clore', 'Demander sa clôture à la Caf']] as const)
      : ([['reactiver', 'Demander sa réactivation à la Caf']] as const)),
  ];
  return (
    <p class="actions">
      {asked.map(([path, words]) => (
        <>
          <a
            class="button quiet"
            href={`${requestsPath(user.partnerId)}/${path}?${new URLSearchParams({ userId: user.id })}`}
            safe
          >
            {words}
          </a>{' '}
        </>
      ))}
    </p>
  );
}
