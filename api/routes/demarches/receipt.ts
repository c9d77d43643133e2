import { renderPdf } from '../../../adapters/files/pdf.ts';
import { receiptText } from '../../../domain/demarche/receipt.ts';
import { CAF, notFound, PARTNER_SIDE } from '../../access.ts';
import { depositOf, readableDemarche } from '../../demarches.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { demarcheFacts } from '../../shapes/demarche.ts';

export const demarcheReceipt = route({
  method: 'get',
  path: '/tuteur/demarches/{id}/receipt',
  tag: 'Espace Tuteur',
  summary: 'Le récépissé d’une démarche, en PDF',
  description: 'Numéro, instant, ce qui a été déclaré, ce qui se passe ensuite (TUT-14) ; 404 une fois effacé.',
  roles: [...CAF, ...PARTNER_SIDE],
  params: idParams,
  responses: { 200: { description: 'PDF', contentType: 'application/pdf' } },
  errors: ['SERVICE_NON_OUVERT', 'AUTHENTIFICATION_DEDIEE'],
  async handler(call) {
    const row = await readableDemarche(call, call.params.id);
    const deposit = await depositOf(call, row);
    if (deposit === null) throw notFound();
    const facts = demarcheFacts(row);
    const text = receiptText(facts, deposit, { organisme: row.label, at: row.createdAt });
    return {
      status: 200,
      headers: { 'Content-Disposition': `attachment; filename="recepisse-${facts.number}.pdf"` },
      body: await renderPdf(text, { at: row.createdAt }),
    };
  },
});
