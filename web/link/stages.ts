import { documentOrder } from '../kit/words.ts';
import type { LinkDocumentView, LinkView } from './views.ts';

/** What the partner does with its documents, one after the other. Each stage has an address of its own under the link. */
export const STAGES = ['lire', 'completer', 'signer'] as const;
export type Stage = (typeof STAGES)[number];

/** Bulletins that the partner fills in, or corrects as long as they are not signed (§4.3 `complete`). */
export const fillable = ({ documents }: LinkView): LinkDocumentView[] =>
  documents.filter(({ actions }) => actions.includes('complete'));

/** Those of them that nobody has completed yet, or that came back. */
export const toComplete = (link: LinkView): LinkDocumentView[] =>
  fillable(link).filter(({ state }) => state !== 'A_SIGNER');

export const toSign = ({ documents }: LinkView): LinkDocumentView[] =>
  documents.filter(({ actions }) => actions.includes('sign')).sort(documentOrder);

/** The stages that this link has now, in order; none while the Caf asks something else, or once there is nothing left to do. */
export function stagesOf(link: LinkView): Stage[] {
  if (link.eligibilityExpected || link.actions.includes('answerSiret')) return [];
  const fills = fillable(link).length > 0;
  if (!fills && toSign(link).length === 0) return [];
  return STAGES.filter((stage) => stage !== 'completer' || fills);
}

/**
 * Where the link leads: to the stage that was asked for, or, from the mail, to where one stopped, on whatever machine: what is half typed, what
 * is completed and waits for a signature, else the beginning. Null: the dossier's own page.
 */
export function stageOf(link: LinkView, asked: string | null, typed: boolean): Stage | null {
  const stages = stagesOf(link);
  const [first] = stages;
  if (first === undefined) return null;
  const found = stages.find((stage) => stage === asked);
  if (found !== undefined) return found;
  if (toComplete(link).length > 0) return typed ? 'completer' : first;
  return fillable(link).length > 0 ? 'signer' : first;
}
