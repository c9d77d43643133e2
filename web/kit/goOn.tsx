import { text, typed } from './body.ts';
import { ActionForm } from './form.tsx';
import type { Visit } from './visit.ts';
import { count } from './words.ts';

/** The wish of a batch whose report knows not yet what each came to: the same, under the same key. */
export interface Sending {
  action: string;
  key: string;
  fields: readonly (readonly [name: string, value: string])[];
}

/** What a form has just sent. */
export function sendingOf({ request, body }: Pick<Visit, 'request' | 'body'>): Sending {
  const fields = Object.entries(typed(body)).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, one] as const),
  );
  return { action: request.originalUrl, key: text(body, 'cle'), fields };
}

/** Words of a line that is not known yet. */
export const NOT_CONFIRMED = 'pas encore confirmé';

/** How a batch goes on of which some is not known yet: nothing is done twice (R8). */
export function GoOn({ pending, sending }: { pending: number; sending: Sending }): JSX.Element {
  if (pending === 0) return '';
  return (
    <div class="notice">
      <p
        safe
      >{`${count(pending, "ligne n'est pas encore confirmée", 'lignes ne sont pas encore confirmées')} : « Continuer » dit ce qu'il en est et fait le reste. Rien n'est fait deux fois.`}</p>
      <ActionForm
        action={sending.action}
        form={{ id: 'continuer', values: {}, faults: [] }}
        submit="Continuer"
        again={sending.key}
      >
        {sending.fields.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
      </ActionForm>
    </div>
  );
}
