import { renderPdf } from '../../../adapters/files/pdf.ts';
import { receiptText } from '../../../domain/activityChange/receipt.ts';
import { CAF, notFound, PARTNER_SIDE } from '../../access.ts';
import { declaredIn, readableChange } from '../../activityChanges.ts';
import { route } from '../../route.ts';
import { changeFacts } from '../../shapes/activityChange.ts';
import { idParams } from '../../shapes/common.ts';

export const activityChangeReceipt = route({
  method: 'get',
  path: '/esat/changes/{id}/receipt',
  tag: 'Esat',
  summary: 'Le récépissé d’un changement d’activité, en PDF',
  description: 'Numéro, instant, travailleur, ce qui a été déclaré (ESAT-9) ; 404 une fois effacé.',
  roles: [...CAF, ...PARTNER_SIDE],
  params: idParams,
  responses: { 200: { description: 'PDF', contentType: 'application/pdf' } },
  errors: ['SERVICE_NON_OUVERT'],
  async handler(call) {
    const row = await readableChange(call, call.params.id);
    const change = await declaredIn(call, row);
    if (change === null) throw notFound();
    const facts = changeFacts(row);
    const text = receiptText(facts, change, { organisme: row.label, at: row.createdAt });
    return {
      status: 200,
      headers: { 'Content-Disposition': `attachment; filename="recepisse-${facts.number}.pdf"` },
      body: await renderPdf(text, { at: row.createdAt }),
    };
  },
});
