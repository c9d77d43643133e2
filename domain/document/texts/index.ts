import { assertNever } from '../../errors.ts';
import type { PrintableDocument } from '../printable.ts';
import { DOCUMENT_LABELS } from '../types.ts';
import { ANNEXE_3_TITLE, annexe3Sections } from './annexe3.ts';
import { AVENANT_TITLE, avenantSections } from './avenant.ts';
import { bulletinSections, bulletinTitle } from './bulletin.ts';
import { CONTRAT_TITLE, contratSections } from './contrat.ts';
import { CONVENTION_TITLE, conventionSections } from './convention.ts';
import { appendices, MODEL_NOTICE, referenceOf, signaturesSection, stateNotice } from './frame.ts';
import { REPRISE_NOTICE, repriseSections } from './reprise.ts';
import { type DocumentText, numbered, type TextSection } from './shape.ts';

export type { DocumentText, TextSection, TextTable } from './shape.ts';

function articlesOf(document: PrintableDocument): { title: string; sections: TextSection[] } {
  switch (document.kind) {
    case 'CONVENTION':
      return { title: CONVENTION_TITLE, sections: conventionSections(document) };
    case 'CONTRAT':
      return { title: CONTRAT_TITLE, sections: contratSections(document) };
    case 'BULLETIN':
      return { title: bulletinTitle(document), sections: bulletinSections(document) };
    case 'AVENANT':
      return { title: AVENANT_TITLE, sections: avenantSections(document) };
    case 'ANNEXE_3':
      return { title: ANNEXE_3_TITLE, sections: annexe3Sections(document) };
    default:
      return assertNever(document.kind);
  }
}

/** The French text of a contractual document (CONV-3, CONV-4, CONV-5, CONV-16, ADM-3). */
export function documentText(document: PrintableDocument): DocumentText {
  const reference = referenceOf(document);
  if (document.origin === 'REPRISE') {
    return {
      title: `Fiche de reprise : ${DOCUMENT_LABELS[document.kind].toLowerCase()}`,
      reference,
      notices: [REPRISE_NOTICE],
      sections: numbered(repriseSections(document)),
      signatures: { heading: 'Signatures', paragraphs: ['Signé hors de Passerelle.'] },
      appendices: appendices(document),
    };
  }
  const { title, sections } = articlesOf(document);
  return {
    title,
    reference,
    notices: [stateNotice(document), MODEL_NOTICE],
    sections: numbered(sections),
    signatures: signaturesSection(document),
    appendices: appendices(document),
  };
}
