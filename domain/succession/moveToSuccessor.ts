import type { Context } from '../decision/context.ts';
import type { DelegationMode } from '../document/types.ts';
import type { Decision } from '../dossier/decide.ts';
import { openDesk } from '../dossier/desk.ts';
import { live } from '../dossier/documents.ts';
import type { Succession } from '../dossier/intents.ts';
import { mailSuccession } from '../dossier/mails.ts';
import type { Dossier } from '../dossier/types.ts';
import { administrateursOf } from '../people/desk.ts';
import { rolesOffered } from '../people/groupActs.ts';
import type { Group, Roster } from '../people/types.ts';

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
  roster: Roster,
  context: Context,
): Decision & { moved: MovedGroups } {
  const desk = openDesk(decision.kind, decision.dossier, context);
  const offers = { bulletins: bulletinsInForce(desk.dossier) };
  const former = roster.groups.filter((group) => group.conventionId === from && group.closedAt === null);
  const detached = former.filter(({ service, role }) => role !== null && !rolesOffered(offers, service).includes(role));
  const groups = former.map((group) => ({
    ...group,
    conventionId: to,
    version: group.version + 1,
    ...(detached.includes(group) ? { role: null, roleSince: null, roleDetachedAt: context.at } : {}),
  }));
  const about = { entity: 'document', entityId: to, rule: 'DEL-10' };
  desk.audit.push({ ...about, action: 'convention.succeed', label: `Groupes repris : ${groups.length}` });
  for (const { id, code, role } of detached)
    desk.audit.push({
      entity: 'group',
      entityId: id,
      action: 'group.roleDetached',
      label: `Rôle ${role} détaché du groupe ${code} : le nouveau bulletin ne l'offre pas`,
      rule: 'GRP-12',
    });
  mailSuccession(desk, {
    convention: to,
    mode: modeOf(desk.dossier),
    detached: detached.map(({ label, role }) => `${label} (rôle ${role})`),
    administrateurs: administrateursOf(roster, context.at),
  });
  return {
    ...decision,
    mails: [...decision.mails, ...desk.mails],
    audit: [...decision.audit, ...desk.audit],
    moved: { groups, detached },
  };
}

function bulletinsInForce({ documents }: Dossier): Roster['bulletins'] {
  return documents.flatMap(({ id, kind, state, service, content }) =>
    kind === 'BULLETIN' && state === 'ACTIF' && service !== null ? [{ id, service, roles: content.roles ?? [] }] : [],
  );
}

function modeOf(dossier: Dossier): DelegationMode {
  return live(dossier, 'CONTRAT')?.content.delegationMode ?? 'DELEGUE';
}
