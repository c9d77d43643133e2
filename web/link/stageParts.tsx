import { documentOrder } from '../kit/words.ts';
import { BulletinForm, bulletinValues } from './bulletin.tsx';
import { LINK_FORMS } from './forms.ts';
import { Paper, PaperChoice } from './paper.tsx';
import { CodeForm, Sign } from './signPart.tsx';
import { fillable, type Stage, stagesOf, toComplete, toSign } from './stages.ts';
import type { LinkDocumentView, LinkParts, LinkView } from './views.ts';

const WORDS: Record<Stage, string> = { lire: 'Lire', completer: 'Compléter', signer: 'Signer' };

interface StageProps extends LinkParts {
  /** id of the document that is shown, or filled in; null: the first that fits */
  document: string | null;
}

/** Where one is between reading and signing; a stage that one has been through, or may go to, is a link. */
export function StageSteps({ path, link, stage }: { path: string; link: LinkView; stage: Stage }): JSX.Element {
  const stages = stagesOf(link);
  const now = stages.indexOf(stage);
  return (
    <ol class="steps stages" aria-label="Lire et signer">
      {stages.map((one, index) => (
        <li class={index < now ? 'done' : undefined} aria-current={index === now ? 'step' : undefined}>
          {index === now ? (
            <span safe>{WORDS[one]}</span>
          ) : (
            <a href={`${path}/${one}`} safe>
              {WORDS[one]}
            </a>
          )}
        </li>
      ))}
    </ol>
  );
}

/** One stage: what is to be done on the left, the document itself beside it. */
export function StagePart({ stage, ...props }: StageProps & { stage: Stage }): JSX.Element {
  switch (stage) {
    case 'lire':
      return <Read {...props} />;
    case 'completer':
      return <Complete {...props} />;
    case 'signer':
      return <SignStage {...props} />;
  }
}

function Beside({
  path,
  shown,
  children,
}: {
  path: string;
  shown: LinkDocumentView;
  children: JSX.Element;
}): JSX.Element {
  return (
    <div class="beside">
      <div>{children}</div>
      <Paper path={path} document={shown} />
    </div>
  );
}

const chosen = (documents: readonly LinkDocumentView[], id: string | null): LinkDocumentView | undefined =>
  documents.find((one) => one.id === id) ?? documents[0];

function Read({ path, link, document, state }: StageProps): JSX.Element {
  const documents = [...link.documents].sort(documentOrder);
  const shown = chosen(documents, document);
  if (shown === undefined) return '';
  const fills = toComplete(link);
  const ready = fills.length === 0;
  return (
    <Beside path={path} shown={shown}>
      <section aria-labelledby="lire">
        <h2 id="lire">Lisez vos documents</h2>
        <p>Chacun se montre ci-contre ; la signature portera sur tous.</p>
        <PaperChoice path={`${path}/lire`} documents={documents} shown={shown} />
        {ready && link.code === null ? (
          <CodeForm
            path={path}
            form={state(LINK_FORMS.code)}
            words={`J'ai lu : recevoir le code pour signer`}
            sentTo={link.codeSentTo}
          />
        ) : (
          <p class="actions">
            <a class="button" href={`${path}/${ready ? 'signer' : 'completer'}`}>
              {ready ? "J'ai lu : signer" : "J'ai lu : compléter le bulletin"}
            </a>
          </p>
        )}
      </section>
    </Beside>
  );
}

function Complete({ path, link, document, state }: StageProps): JSX.Element {
  const left = toComplete(link);
  const bulletins = fillable(link);
  const shown = bulletins.find((one) => one.id === document) ?? left[0] ?? bulletins[0];
  if (shown === undefined) return '';
  return (
    <Beside path={path} shown={shown}>
      <section aria-labelledby="completer">
        <h2 id="completer">{shown.state === 'A_SIGNER' ? 'Corriger le bulletin' : 'Compléter le bulletin'}</h2>
        <PaperChoice path={`${path}/completer`} documents={bulletins} shown={shown} />
        <BulletinForm
          path={path}
          document={shown}
          form={state(`${LINK_FORMS.bulletin}-${shown.id}`, bulletinValues(shown))}
          last={left.every(({ id }) => id === shown.id)}
        />
      </section>
    </Beside>
  );
}

function SignStage({ path, link, document, state }: StageProps): JSX.Element {
  const documents = toSign(link);
  const shown = chosen(documents, document);
  if (shown === undefined)
    return (
      <section aria-labelledby="signer">
        <h2 id="signer">Signer</h2>
        <p>Complétez d'abord le bulletin : il n'y a rien à signer avant.</p>
        <p class="actions">
          <a class="button" href={`${path}/completer`}>
            Compléter le bulletin
          </a>
        </p>
      </section>
    );
  return (
    <Beside path={path} shown={shown}>
      <Sign
        path={path}
        link={link}
        toSign={documents}
        shown={shown}
        state={state}
        waits={toComplete(link).length > 0}
      />
    </Beside>
  );
}
