import type { DelegationMode } from '../document/types.ts';
import type { Fault } from '../errors.ts';
import { passedDate, toConfirm } from '../formats/toConfirm.ts';

/** An opening date that has passed when a dossier begins: services that open at once exist (ESAT-23). */
export function unlikelyOpening(opensOn: string, today: string): Fault[] {
  const then = 'le service ouvrira dès que le dossier sera complet';
  return passedDate({ date: opensOn, what: "La date d'ouverture", then, rule: 'ESAT-23' }, today);
}

/** What was left out of the convention of a partner that MCP knows: a row of the Cnaf's list is held for it (§6.4), so it is asked for here too. */
export function leftOut({
  knownInMcp,
  conventionSiret,
  delegationMode,
}: {
  knownInMcp: boolean;
  conventionSiret?: string | null | undefined;
  delegationMode?: DelegationMode | undefined;
}): Fault[] {
  if (!knownInMcp) return [];
  const faults: Fault[] = [];
  if (conventionSiret == null)
    faults.push(
      toConfirm(
        'SIRET_CONVENTION_ABSENT',
        'Le partenaire est connu dans MCP, mais le SIRET de sa convention n’est pas dit : ce serait celui du partenaire. Relevez-le sur la convention.',
        'ESAT-20',
      ),
    );
  if (delegationMode === undefined)
    faults.push(
      toConfirm(
        'MODE_GESTION_ABSENT',
        'Le partenaire est connu dans MCP, mais son mode de gestion n’est pas dit : ce serait « délégué ». Relevez-le sur le contrat.',
        'DEL-1',
      ),
    );
  return faults;
}
