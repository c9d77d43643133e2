import type { PropsWithChildren } from '@kitajs/html';
import type { z } from 'zod';
import type { protegeItemOut, protegeOut } from '../../api/shapes/protege.ts';
import { Facts, Section, Table } from '../kit/bits.tsx';
import { TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState, freshForm, typedIn } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { Listed } from '../kit/views.ts';
import { date, siretWords } from '../kit/words.ts';
import { DEMARCHES, demarchePath, ENTRANCE, LIST, MISSING, OWN_TRACE, sheetPath } from './paths.ts';

export type ProtegeItem = z.output<typeof protegeItemOut>;
export type ProtegeSheet = z.output<typeof protegeOut>;

export const ABOVE = { href: LIST, label: 'Espace Tuteur' };

/** The space's entrance: the password is given once more (TUT-13). */
export function EntrancePage({
  view,
  form,
  back,
}: {
  view: View;
  form: FormState;
  /** where it leads once it is given */
  back: string;
}): JSX.Element {
  return (
    <Page view={view} title="Entrer dans l'Espace Tuteur" faulty={form.faults.length > 0}>
      <FaultSummary form={form} labels={{ password: 'Mot de passe', code: 'Code' }} />
      <p>
        Cet espace montre des personnes protégées : redonnez votre mot de passe pour y entrer. Après un temps, il vous
        est demandé de nouveau.
      </p>
      <ActionForm action={ENTRANCE} form={form} submit="Entrer">
        <input type="hidden" name="retour" value={back} />
        <TextField
          form={form}
          name="password"
          label="Mot de passe"
          type="password"
          autocomplete="current-password"
          width="medium"
        />
        <TextField
          form={form}
          name="code"
          label="Code"
          hint="À la place du mot de passe, si vous avez une application d'authentification."
          autocomplete="one-time-code"
          width="medium"
          optional
        />
      </ActionForm>
    </Page>
  );
}

/** The protégés entrusted to this tuteur, searched by name or number. The search is sent in a form: no address keeps a name (S2). */
export function ProtegesPage({
  view,
  form,
  found,
}: {
  view: View;
  form: FormState;
  /** null: the search was refused */
  found: Listed<ProtegeItem> | null;
}): JSX.Element {
  const searched = typedIn(form, 'q');
  return (
    <Page view={view} title="Espace Tuteur" faulty={form.faults.length > 0}>
      <FaultSummary form={form} labels={{ q: 'Nom ou numéro' }} />
      <Links>
        <a href={MISSING}>Il me manque un protégé</a> <a href={DEMARCHES}>Mes démarches</a>{' '}
        <a href={OWN_TRACE}>Ce que j'ai consulté</a>
      </Links>
      <ActionForm action={LIST} form={form} submit="Chercher">
        <TextField
          form={form}
          name="q"
          label="Nom ou numéro"
          hint="Une partie du nom suffit, ou le début du numéro. Vide : tous."
          type="search"
          autocomplete="off"
          width="medium"
          optional
        />
      </ActionForm>
      {found !== null && (
        <>
          <Table
            caption={searched === '' ? 'Mes protégés, par nom' : 'Protégés trouvés, par nom'}
            empty={
              searched === ''
                ? "Aucune personne ne vous est confiée aujourd'hui. S'il en manque une, dites-le à votre Caf."
                : 'Personne de ce nom ou de ce numéro ne vous est confié.'
            }
            heads={['Nom', 'Numéro', 'Né(e) le', 'Mesure', "Jusqu'au", 'Établissement']}
            rows={found.items.map((one) => [
              <a href={sheetPath(one.reference)} safe>
                {`${one.lastName} ${one.firstName}`}
              </a>,
              <span safe>{one.number}</span>,
              <span safe>{one.birthDate === null ? '–' : date(one.birthDate)}</span>,
              <span safe>{one.measure.label}</span>,
              <span safe>{one.measureEndsOn === null ? 'sans fin' : date(one.measureEndsOn)}</span>,
              <span safe>{siretWords(one.siret)}</span>,
            ])}
          />
          {found.nextCursor !== null && (
            <ActionForm action={LIST} form={freshForm('suite')} submit="Suite de la liste" tone="quiet">
              <input type="hidden" name="q" value={searched} />
              <input type="hidden" name="cursor" value={found.nextCursor} />
            </ActionForm>
          )}
        </>
      )}
    </Page>
  );
}

/** A protégé's sheet: what the measure lets see, and the démarches it opens (TUT-14, TUT-18). */
export function ProtegePage({ view, protege }: { view: View; protege: ProtegeSheet }): JSX.Element {
  return (
    <Page view={view} title={`${protege.firstName} ${protege.lastName}`} above={ABOVE}>
      <Facts
        items={[
          ['Numéro', <span safe>{protege.number}</span>],
          ...(protege.birthDate === null
            ? []
            : ([['Date de naissance', <span safe>{date(protege.birthDate)}</span>]] as const)),
          ['Mesure', <span safe>{protege.measure.label}</span>],
          [
            'Fin de la mesure',
            <span safe>{protege.measureEndsOn === null ? 'Sans date de fin' : date(protege.measureEndsOn)}</span>,
          ],
          ['Établissement', <span safe>{siretWords(protege.siret)}</span>],
          ['Référence', <span safe>{protege.reference}</span>],
        ]}
      />
      <Section id="demarches" title="Démarches">
        {protege.note !== null && <p safe>{protege.note}</p>}
        {protege.demarches.length > 0 && (
          <ul class="links">
            {protege.demarches.map(({ code, label }) => (
              <li>
                <a href={demarchePath(protege.reference, code)} safe>
                  {label}
                </a>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </Page>
  );
}

export function Links({ children }: PropsWithChildren): JSX.Element {
  return <p class="actions">{children}</p>;
}
