import type { Route } from '../../route.ts';
import { closeDocumentRoute } from './close.ts';
import { completeDocument } from './complete.ts';
import { countersignDocument } from './countersign.ts';
import { declineDocument } from './decline.ts';
import { getDocument } from './get.ts';
import { getDocumentPdf } from './pdf.ts';
import { returnDocument } from './return.ts';
import { sendDocument } from './send.ts';
import { signDocument } from './sign.ts';
import { updateDocument } from './update.ts';
import { listDocumentVersions } from './versions.ts';
import { withdrawDocument } from './withdraw.ts';

export const documentRoutes: readonly Route[] = [
  closeDocumentRoute,
  completeDocument,
  countersignDocument,
  declineDocument,
  getDocument,
  getDocumentPdf,
  listDocumentVersions,
  returnDocument,
  sendDocument,
  signDocument,
  updateDocument,
  withdrawDocument,
];
