import type { Step } from '../../domain/decision/step.ts';
import { Section } from '../kit/bits.tsx';
import { capital, date, documentOrder, instant } from '../kit/words.ts';
import { Paper } from './paper.tsx';
import type { LinkDocumentView, LinkView } from './views.ts';

/** A link that serves no more says so, what was signed by it, when and by whom, and that it can still be read (U9). */
export function ReadOnly({ link }: { link: LinkView }): JSX.Element {
  const { current, readableUntil } = link;
  if (current) return '';
  const until = readableUntil === null ? '' : ` Il reste lisible jusqu'au ${date(readableUntil)}.`;
  return (
    <p class="notice" safe>
      {`${signedWords(link)}${until}`}
    </p>
  );
}

function signedWords(link: LinkView): string {
  const [last] = signedBy(link)
    .flatMap(({ signatures }) => signatures)
    .filter(({ party, voidedAt }) => party === 'PARTENAIRE' && voidedAt === null)
    .toSorted((a, b) => (a.at < b.at ? 1 : -1));
  return last === undefined
    ? "Ce lien a servi, ou un courriel plus récent l'a remplacé : il montre le dossier et ne permet plus d'agir."
    : `Déjà signé le ${instant(last.at)} par ${last.name} : ce lien montre le dossier et ne permet plus d'agir.`;
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

/** What the partner has signed, as each rests on the other. */
export const signedBy = ({ documents }: LinkView): LinkDocumentView[] =>
  documents
    .filter(({ signatures }) => signatures.some(({ party, voidedAt }) => party === 'PARTENAIRE' && voidedAt === null))
    .sort(documentOrder);

/** What the partner signed, to take at once, one of them in sight; a mail brings it as well (MAIL-43). Beside it what follows. */
export function SignedPart({
  path,
  link,
  steps,
  document,
}: {
  path: string;
  link: LinkView;
  steps: readonly Step[];
  /** id of the one that is shown; null: the first */
  document: string | null;
}): JSX.Element {
  const signed = signedBy(link);
  const shown = signed.find(({ id }) => id === document) ?? signed[0];
  if (shown === undefined) return <NextPart link={link} steps={steps} />;
  return (
    <div class="beside">
      <div>
        <Section id="signes" title="Vos documents signés">
          <p
            safe
          >{`Une copie de chacun est partie à ${link.codeSentTo} au moment de la signature. Les voici aussi :`}</p>
          <ul class="links">
            {signed.map((one) => (
              <li>
                <a href={`${path}/documents/${encodeURIComponent(one.id)}/pdf`} safe>
                  {`${capital(one.label)} (PDF signé)`}
                </a>
              </li>
            ))}
          </ul>
        </Section>
        <NextPart link={link} steps={steps} />
      </div>
      <Paper path={path} document={shown} />
    </div>
  );
}

/** After the partner's part: what follows, in the order of the procedure. */
function NextPart({ link, steps }: { link: LinkView; steps: readonly Step[] }): JSX.Element {
  const { waitingFor, actions, ended, done } = link;
  if (ended || done.length === 0 || waitingFor === null || waitingFor.who === 'PARTENAIRE') return '';
  if (actions.some((one) => one === 'sign' || one === 'complete' || one === 'supply')) return '';
  const ahead = steps.filter(({ at }) => at === 'ahead').map(({ label }) => label);
  return (
    <Section id="ensuite" title="Ce qui se passe ensuite">
      <p>Vous n'avez rien d'autre à faire pour l'instant.</p>
      <ol>
        <li safe>{`${WHO[waitingFor.who]} : ${waitingFor.what}.`}</li>
        {/* what happens when the Caf is late is the Caf's affair */}
        {waitingFor.who === 'SYSTEME' && <li safe>{waitingFor.then}</li>}
        {ahead.map((label) => (
          <li safe>{label}</li>
        ))}
      </ol>
      <p>Vous êtes prévenu par courriel, et ce lien montre à tout moment où en est le dossier.</p>
    </Section>
  );
}

const WHO = { CAF: 'La Caf', SYSTEME: 'Passerelle' } as const;
