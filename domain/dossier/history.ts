import type { DoneAct } from '../decision/done.ts';
import type { ContractDocument } from '../document/types.ts';
import { documentLabel } from './documents.ts';
import type { Dossier } from './types.ts';

/** What was done with a dossier's documents, oldest first; acts of one instant by one person are one. */
export function historyOf({ documents }: Pick<Dossier, 'documents'>): DoneAct[] {
  const acts = documents.flatMap((document) =>
    actsOn(document).map((act) => ({ ...act, labels: [documentLabel(document)] })),
  );
  const together: typeof acts = [];
  for (const act of acts) {
    const same = together.find(
      ({ at, what, by }) => at.getTime() === act.at.getTime() && what === act.what && by === act.by,
    );
    if (same === undefined) together.push(act);
    else same.labels.push(...act.labels);
  }
  return together
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, what, by, labels }) => ({ at, by, what: `${what} : ${labels.join(', ')}` }));
}

function actsOn({ state, closedAt, completedAt, signatures }: ContractDocument): DoneAct[] {
  return [
    ...(completedAt === null ? [] : [{ at: completedAt, what: 'Complété', by: 'votre organisme' }]),
    ...signatures
      .filter(({ voidedAt }) => voidedAt === null)
      .map(({ at, party, name, function: as }) =>
        party === 'PARTENAIRE'
          ? { at, what: 'Signé', by: `${name} (${as})` }
          : { at, what: 'Contresigné, en vigueur', by: `${name}, pour la Caf` },
      ),
    ...(state === 'REJETE' && closedAt !== null ? [{ at: closedAt, what: 'Refusé', by: 'votre organisme' }] : []),
    ...(state === 'CLOS' && closedAt !== null ? [{ at: closedAt, what: 'Clos', by: 'la Caf' }] : []),
  ];
}
