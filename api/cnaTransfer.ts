import type { Person } from '../adapters/identity/sessions.ts';
import { insertCase } from '../adapters/store/case/startCase.ts';
import { partnerById } from '../adapters/store/queries/partners.ts';
import { openTransfer } from '../adapters/store/queries/transfers.ts';
import { transferBeginning } from '../domain/cnaTransfer/begin.ts';
import { CNA } from '../domain/dossier/newDossier.ts';
import { DomainError, invalid } from '../domain/errors.ts';
import { actorOf, mayAct } from './access.ts';
import { beginCase } from './cases.ts';
import { perform } from './perform.ts';
import type { Call } from './route.ts';

type Acting<B> = Call<{ id: string }, unknown, B, Person>;

/**
 * An agent of the managing Caf gives a partner a second département: the process that moves it to the CNA begins (DEL-7, DEL-11). Throws
 * ETAT_INCOMPATIBLE where the CNA has it already, PROCESSUS_EN_COURS where it is on its way, SAISIE_INVALIDE where one département alone is named.
 * Returns the process id.
 */
export async function moveToCna(call: Acting<{ departments: string[]; reason: string }>): Promise<string> {
  const { deps, person, params, body, ip, at } = call;
  const partner = mayAct(person, await partnerById(deps.db, params.id));
  if (partner.caf === CNA)
    throw new DomainError('ETAT_INCOMPATIBLE', "Le Centre national d'appui gère déjà ce partenaire.", {
      rule: 'DEL-7',
    });
  const departments = [...new Set([...partner.departments, ...body.departments])].sort();
  if (departments.length < 2)
    throw invalid([
      {
        path: 'departments',
        code: 'CHAMP_INVALIDE',
        message: `Ce partenaire n'a qu'un département (${departments.join(', ')}) : indiquez l'autre.`,
        rule: 'DEL-7',
      },
    ]);
  return beginCase(call, 'cnaTransfer', async (tx) => {
    await tx.$queryRaw`SELECT id FROM partner WHERE id = ${partner.id} FOR UPDATE`;
    const running = await openTransfer(tx, partner.id);
    if (running !== null)
      throw new DomainError('PROCESSUS_EN_COURS', "Ce partenaire passe déjà au Centre national d'appui.", {
        rule: 'DEL-7',
        faults: [{ path: 'processId', code: 'PROCESSUS_EN_COURS', message: running }],
      });
    const begun = transferBeginning({ from: partner.caf, departments, reason: body.reason }, partner.raisonSociale);
    const tell = { label: `Passage au Centre national d’appui : ${body.reason}`, rule: 'DEL-7' };
    return insertCase(tx, { ...begun, partnerId: partner.id, caf: partner.caf, tell }, actorOf(person, ip), at);
  });
}

/** The CNA gives a partner back that was moved by mistake (DEL-8). Throws ETAT_INCOMPATIBLE where no move is to be undone. */
export async function undoMove(call: Acting<{ reason: string }>): Promise<void> {
  const { deps, person, params, body, ip } = call;
  const partner = mayAct(person, await partnerById(deps.db, params.id));
  const id = await openTransfer(deps.db, partner.id);
  if (id === null || partner.caf !== CNA)
    throw new DomainError('ETAT_INCOMPATIBLE', "Aucun passage au Centre national d'appui n'est à annuler.", {
      rule: 'DEL-8',
    });
  await perform(call, { id, type: 'cnaTransfer' }, { type: 'undo', reason: body.reason }, actorOf(person, ip));
}
