import { z } from 'zod';
import { renderPdf } from '../../../adapters/files/pdf.ts';
import { receiptText } from '../../../domain/esatDeclaration/receipt.ts';
import { PARTNER_SIDE } from '../../access.ts';
import { esatOf, receivedOf } from '../../esatDeclarations.ts';
import { route } from '../../route.ts';
import { year } from '../../shapes/esatDeclaration.ts';

export const esatReceipt = route({
  method: 'get',
  path: '/esat/declarations/{year}/submissions/{number}/receipt',
  tag: 'Esat',
  summary: 'Le récépissé d’une transmission, en PDF',
  description: 'Numéro, instant, travailleurs et total par Caf ; il ne nomme personne (ESAT-7).',
  roles: PARTNER_SIDE,
  params: z.strictObject({ year, number: z.string().min(1).max(40) }),
  responses: { 200: { description: 'PDF', contentType: 'application/pdf' } },
  errors: ['SERVICE_NON_OUVERT'],
  async handler(call) {
    const esat = await esatOf(call);
    const received = await receivedOf(call, esat, call.params.number);
    const text = receiptText(received, { organisme: esat.organisme, window: call.deps.policy.esatWindow });
    return {
      status: 200,
      headers: { 'Content-Disposition': `attachment; filename="recepisse-${received.number}.pdf"` },
      body: await renderPdf(text, { at: received.at }),
    };
  },
});
