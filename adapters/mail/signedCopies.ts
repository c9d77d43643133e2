import { lastChangeOf, printableAsSigned } from '../../domain/document/printable.ts';
import { documentText } from '../../domain/document/texts/index.ts';
import type { SignedCopies } from '../../domain/mail/types.ts';
import { renderPdf } from '../files/pdf.ts';
import type { Database } from '../store/prisma.ts';
import { documentById, documentVersions, printContext } from '../store/queries/documents.ts';
import type { Attachment } from './mailer.ts';

/**
 * The documents that a mail brings, drawn from what was kept of their signature (MAIL-43): the same bytes at each attempt (R2), and whatever was
 * changed or countersigned since. Throws when one of them, or the version that was signed, is not there: a copy that lacks a document would be a lie.
 */
export async function signedCopies(database: Database, { at, documents }: SignedCopies): Promise<Attachment[]> {
  const names = new Map<string, number>();
  const copies: Attachment[] = [];
  for (const { id, version } of documents) {
    const found = await documentById(database, id);
    const kept = (await documentVersions(database, id)).find((one) => one.version === version);
    if (found === null || kept === undefined) throw new Error('a signed document is not there');
    const { document } = found;
    const print = printableAsSigned(document, kept, await printContext(database, document), new Date(at));
    copies.push({
      filename: fileName(document.kind, document.service, names),
      contentType: 'application/pdf',
      content: await renderPdf(documentText(print), { at: lastChangeOf(print) }),
    });
  }
  return copies;
}

/** 'bulletin-esat.pdf'; two of one name are told apart. */
function fileName(kind: string, service: string | null, taken: Map<string, number>): string {
  const base = [kind, service ?? '']
    .join('-')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '');
  const n = (taken.get(base) ?? 0) + 1;
  taken.set(base, n);
  return n === 1 ? `${base}.pdf` : `${base}-${n}.pdf`;
}
