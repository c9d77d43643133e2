import type { FormState } from '../kit/form.tsx';

/** The name under which a form says which one it is, where it is kept half typed. */
export const KEPT_AS = 'formulaire';

/** Keeps what is typed so far, without sending it to anybody: for who goes on later, here or on another machine. */
export function KeepButton({ path }: { path: string }): JSX.Element {
  return (
    <button type="submit" class="quiet" formaction={`${path}/brouillon`}>
      Enregistrer et continuer plus tard
    </button>
  );
}

/** With a little JavaScript a form that holds this is kept as one types. */
export function KeptAs({ form }: { form: FormState }): JSX.Element {
  return <input type="hidden" name={KEPT_AS} value={form.id} data-kept />;
}
