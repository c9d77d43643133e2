import { getSupportRequest } from '../../api/routes/support/get.ts';
import { supportOut } from '../../api/shapes/support.ts';
import { administratorsPath } from '../administrators/page.tsx';
import type { CaseElements, Visit } from '../kit/visit.ts';
import { supportPath } from './pages.tsx';
import { SPEAKER_WORDS, SUPPORT_KIND_WORDS } from './words.ts';

/** What was asked and said so far. */
export async function supportElements(visit: Visit, id: string): Promise<CaseElements> {
  const request = await visit.read(supportOut, getSupportRequest, { params: { id } });
  const said = request.exchanges.map((one) => [SPEAKER_WORDS[one.by], one.text] as const);
  return {
    facts: [['Objet', request.subject], ['Nature', SUPPORT_KIND_WORDS[request.kind]], ...said],
    home: supportPath(request.id),
    ...(request.state === 'DEPART_SIGNALE'
      ? { doneAt: { href: administratorsPath(request.partnerId), label: "Demander l'annexe 3" } }
      : {}),
  };
}
