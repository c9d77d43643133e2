import { parisDate } from '../../domain/policy/calendar.ts';
import { openPartner } from '../../ops/seed/openPartner.ts';
import { inventedSiret, startDossier, task, untilEnded, untilState } from '../people.ts';
import type { Running } from '../running.ts';
import { partnerSigns } from '../signing.ts';
import type { Scenario } from './scenarios.ts';

/** A partner whose services are open, under another SIRET each time (the workflow id bears it), passes to mode centralisé: all is signed. */
async function modeChange(running: Running, seed: number, opensOn: string): Promise<string> {
  const { database } = running;
  await openPartner(database, 'no password', new Date());
  const siret = inventedSiret(seed);
  await database.document.updateMany({ data: { siret } });
  const { id: partnerId } = await database.partner.findFirstOrThrow({ where: { siret: '99989000700019' } });
  const partner = await database.partner.update({
    where: { id: partnerId },
    data: { siret, siren: siret.slice(0, 9) },
    select: { siret: true, raisonSociale: true, address: true, email: true, phone: true, departments: true },
  });
  const id = await startDossier(running, {
    type: 'conventionnement',
    partner,
    esat: null,
    services: ['CDAP', 'ESAT'],
    delegationMode: 'CENTRALISE',
    opensOn,
  });
  await untilState(running, id, 'DOCUMENTS_ENVOYES');
  await partnerSigns({ db: database, commands: running.commands }, id);
  return id;
}

/** What happens to a partner's contract after its first conventionnement (DEL-5, DEL-6). */
export const CONTRACT_SCENARIOS: readonly Scenario[] = [
  {
    name: 'conventionnement-mode-changed',
    async play(running) {
      const id = await modeChange(running, 951, parisDate(new Date()));
      await task(running, id, 'CONTRESIGNER', 'countersign');
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'conventionnement-mode-changes-on-its-day',
    async play(running) {
      const id = await modeChange(running, 952, '2098-01-01');
      await task(running, id, 'CONTRESIGNER', 'countersign');
      await untilState(running, id, 'PRET_A_OUVRIR');
      return id;
    },
  },
];
