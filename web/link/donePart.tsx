import type { Step } from '../../domain/decision/step.ts';
import { Section } from '../kit/bits.tsx';
import { capital, date, documentOrder, instant } from '../kit/words.ts';
import type { LinkView } from './views.ts';

/** A link that serves no more says so, and that it can still be read (U9). */
export function ReadOnly({ link: { current, readableUntil } }: { link: LinkView }): JSX.Element {
  if (current) return '';
  const until = readableUntil === null ? '' : ` Il reste lisible jusqu'au ${date(readableUntil)}.`;
  return (
    <p class="notice" safe>
      {`Ce lien a servi, ou un courriel plus récent l'a remplacé : il montre le dossier et ne permet plus d'agir.${until}`}
    </p>
  );
}

/** What was done, when and by whom. */
export function DonePart({ link: { done } }: { link: LinkView }): JSX.Element {
  if (done.length === 0) return '';
  return (
    <Section id="fait" title="Ce qui a été fait">
      <ul>
        {done.map(({ at, what, by }) => (
          <li safe>{`${what} – le ${instant(at)}, par ${by}.`}</li>
        ))}
      </ul>
    </Section>
  );
}

/** What the partner signed, to take at once; a mail brings it as well (MAIL-43). */
export function SignedPart({ path, link: { documents, codeSentTo } }: { path: string; link: LinkView }): JSX.Element {
  const signed = documents.filter(({ signatures }) =>
    signatures.some(({ party, voidedAt }) => party === 'PARTENAIRE' && voidedAt === null),
  );
  if (signed.length === 0) return '';
  return (
    <Section id="signes" title="Vos documents signés">
      <p safe>{`Une copie de chacun est partie à ${codeSentTo} au moment de la signature. Les voici aussi :`}</p>
      <ul class="links">
        {signed.sort(documentOrder).map((one) => (
          <li>
            <a href={`${path}/documents/${encodeURIComponent(one.id)}/pdf`} safe>
              {`${capital(one.label)}, signé (PDF)`}
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** After the partner's part: what follows, in the order of the procedure. */
export function NextPart({ link, steps }: { link: LinkView; steps: readonly Step[] }): JSX.Element {
  const { waitingFor, actions, ended, done } = link;
  if (ended || done.length === 0 || waitingFor === null || waitingFor.who === 'PARTENAIRE') return '';
  if (actions.some((one) => one === 'sign' || one === 'complete' || one === 'supply')) return '';
  const ahead = steps.filter(({ at }) => at === 'ahead').map(({ label }) => label);
  return (
    <Section id="ensuite" title="Ce qui se passe ensuite">
      <p>Vous n'avez rien d'autre à faire pour l'instant.</p>
      <ol>
        <li safe>{`${WHO[waitingFor.who]} : ${waitingFor.what}.`}</li>
        <li safe>{waitingFor.then}</li>
        {ahead.map((label) => (
          <li safe>{label}</li>
        ))}
      </ol>
      <p>Vous êtes prévenu par courriel, et ce lien montre à tout moment où en est le dossier.</p>
    </Section>
  );
}

const WHO = { CAF: 'La Caf', SYSTEME: 'Passerelle' } as const;
