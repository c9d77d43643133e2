import type { DelegationMode } from '../document/types.ts';
import { administrateursOf } from '../organisation/bench.ts';
import { rolesOffered } from '../organisation/groupActs.ts';
import type { Group, Organisation } from '../organisation/types.ts';
import { type Context, openBench } from './bench.ts';
import type { Decision } from './decide.ts';
import { live } from './documents.ts';
import { mailSuccession } from './mails.ts';
import type { Dossier } from './types.ts';

/** A convention that took the place of another in this decision (DEL-5): ids of both. */
export interface Succession {
  from: string;
  to: string;
}

/** The groups of the former convention as they become, and those whose role the new bulletins do not offer. */
export interface MovedGroups {
  groups: Group[];
  detached: Group[];
}

/**
 * DEL-10: groups and memberships move to the successor convention with the act that puts it in force; accounts and identifiants stay as they
 * are. A role stays where the new bulletin offers it, otherwise it is detached (GRP-12) and the administrateurs are told.
 */
export function moveToSuccessor(
  decision: Decision,
  { from, to }: Succession,
  organisation: Organisation,
  context: Context,
): Decision {
  const bench = openBench(decision.dossier, context);
  const offers = { bulletins: bulletinsInForce(bench.dossier) };
  const former = organisation.groups.filter((group) => group.conventionId === from && group.closedAt === null);
  const detached = former.filter(({ service, role }) => role !== null && !rolesOffered(offers, service).includes(role));
  const groups = former.map((group) => ({
    ...group,
    conventionId: to,
    version: group.version + 1,
    ...(detached.includes(group) ? { role: null, roleSince: null, roleDetachedAt: context.at } : {}),
  }));
  const about = { entity: 'document', entityId: to, rule: 'DEL-10' };
  bench.audit.push({ ...about, action: 'convention.succeed', label: `Groupes repris : ${groups.length}` });
  for (const { id, code, role } of detached)
    bench.audit.push({
      entity: 'group',
      entityId: id,
      action: 'group.roleDetached',
      label: `Rôle ${role} détaché du groupe ${code} : le nouveau bulletin ne l'offre pas`,
      rule: 'GRP-12',
    });
  mailSuccession(bench, {
    convention: to,
    mode: modeOf(bench.dossier),
    detached: detached.map(({ label, role }) => `${label} (rôle ${role})`),
    administrateurs: administrateursOf(organisation, context.at),
  });
  return {
    ...decision,
    mails: [...decision.mails, ...bench.mails],
    audit: [...decision.audit, ...bench.audit],
    moved: { groups, detached },
  };
}

function bulletinsInForce({ documents }: Dossier): Organisation['bulletins'] {
  return documents.flatMap(({ id, kind, state, service, content }) =>
    kind === 'BULLETIN' && state === 'ACTIF' && service !== null ? [{ id, service, roles: content.roles ?? [] }] : [],
  );
}

function modeOf(dossier: Dossier): DelegationMode {
  return live(dossier, 'CONTRAT')?.content.delegationMode ?? 'DELEGUE';
}
