import { isClosed } from '../account/state.ts';
import type { Desk } from '../dossier/kind.ts';
import { link, organisme, step, toPartner } from '../dossier/mails.ts';

/** Mails that an Esat onboarding alone sends (domain.md §9). */

export function mailEligibilityForm(desk: Desk): void {
  toPartner(desk, `MAIL-51:${step(desk)}`, { template: 'MAIL-51', organisme: organisme(desk), link: link(desk) });
}

/** REM-13: to the administrateurs in post, else to the organisme itself. */
export function mailGroupAwaited(desk: Desk, what: string): void {
  const { dossier } = desk;
  const params = {
    template: 'MAIL-68' as const,
    organisme: organisme(desk),
    what,
    link: { kind: 'page' as const, path: `/partenaires/${dossier.partner.id}/groupes` },
  };
  const inPost = dossier.people.administrateurs.filter((one) => !isClosed(one, desk.at));
  if (inPost.length === 0) toPartner(desk, `MAIL-68:${step(desk)}`, params);
  for (const [index, { name, email }] of inPost.entries())
    desk.mails.push({ key: `MAIL-68:${index}:${step(desk)}`, to: email, toName: name, params });
}
