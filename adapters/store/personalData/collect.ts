import { mailLabel } from '../../../domain/mail/registry.ts';
import { KEPT } from '../../../domain/policy/erasure.ts';
import { type ProcessType, processLabel } from '../../../domain/process/types.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Seal } from '../../identity/sealed.ts';
import { openPersonal } from '../audit/sealedChanges.ts';
import type { Transaction } from '../prisma.ts';
import { foundBy, ofPartner } from '../queries/foundBy.ts';

/** Lines of one list of the copy: an account has hundreds. */
const LINES = 20_000;

/**
 * What is kept about a person, as they read it and as another program can (RGPD, art. 15 and 20): their account, groups, uses, sessions, mails,
 * requests and acts. No secret is in it, and nobody else's data.
 */
export async function collectPersonalData(
  tx: Transaction,
  seal: Seal,
  userId: string,
  at: Date,
): Promise<Record<string, unknown>> {
  const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, include: { partner: true } });
  const of = { where: { userId }, take: LINES } as const;
  const [memberships, managed, uses, afas, sessions, entrances, forms, checks, rows, traces] = [
    await tx.membership.findMany({ ...of, include: { group: true }, orderBy: { since: 'asc' } }),
    await tx.group.findMany({ where: { managerId: userId }, take: LINES }),
    await tx.serviceUse.findMany(of),
    await tx.afasProfile.findMany(of),
    await tx.session.findMany({ ...of, orderBy: { createdAt: 'asc' } }),
    await tx.entrance.findMany({ ...of, orderBy: { createdAt: 'asc' } }),
    await tx.keptForm.count({ where: { userId } }),
    await tx.campaignCheck.findMany({ ...of, select: { name: true, createdAt: true } }),
    await tx.userImportRow.findMany(of),
    await tx.tuteurTrace.findMany({ ...of, orderBy: { id: 'asc' } }),
  ];
  const mails = await tx.mail.findMany({
    where: { recipient: user.email },
    orderBy: { createdAt: 'asc' },
    take: LINES,
    select: { template: true, createdAt: true, takenAt: true },
  });
  const stored = await tx.auditLine.findMany({
    where: { OR: [{ actorId: userId }, { entity: 'user', entityId: userId }] },
    orderBy: { id: 'asc' },
    take: LINES,
  });
  const lines = await openPersonal((sql) => tx.$queryRaw(sql), seal, stored, userId);
  const cases = await tx.$queryRaw<
    { type: ProcessType; label: string; state: string; since: Date; closed: Date | null }[]
  >`
    SELECT type, label, state, created_at AS since, closed_at AS closed FROM process WHERE id IN (
      SELECT id FROM process WHERE business_key = ${userId} UNION SELECT id FROM process WHERE created_by = ${userId}
      UNION SELECT id FROM ${ofPartner('process', Prisma.sql`${user.partnerId}`)} p
        WHERE facts ->> 'userId' = ${userId} OR facts ->> 'askedBy' = ${userId} OR facts ->> 'declaredBy' = ${userId}
      -- of somebody of a Caf, who has no partner
      UNION SELECT id FROM ${foundBy('process', 'type', Prisma.sql`'personalData'`)} p WHERE facts ->> 'userId' = ${userId})
    ORDER BY created_at LIMIT ${LINES}`;
  const { firstName, lastName, email, login, phone, qualification, numeroInstructeur, codeBailleur, titre } = user;
  return {
    etabliLe: at,
    compte: {
      ...{ prenom: firstName, nom: lastName, courriel: email, identifiant: login.toUpperCase(), telephone: phone },
      ...{ qualification, titre, numeroInstructeur, codeBailleur, organisme: user.partner?.raisonSociale ?? null },
      administrateurDepuis: user.administrateurSince,
      ...{
        creeLe: user.createdAt,
        derniereConnexion: user.lastLoginAt,
        closLe: user.closedAt,
        clotureLe: user.closesOn,
      },
      ...{
        secondFacteur: (await tx.secondFactor.count({ where: { userId } })) > 0,
        motDePasse: user.passwordHash !== null,
      },
    },
    groupes: memberships.map(({ group, since, until }) => ({
      groupe: group.label,
      code: group.code,
      service: group.service,
      depuis: since,
      jusquA: until,
    })),
    groupesGeres: managed.map(({ label, code }) => ({ groupe: label, code })),
    services: uses.map(({ service, since, lastUsedAt, endedAt }) => ({
      service,
      depuis: since,
      dernierUsage: lastUsedAt,
      finLe: endedAt,
    })),
    rolesAfas: afas.map(({ role, state, since, until }) => ({ role, etat: state, depuis: since, jusquA: until })),
    connexions: sessions.map(({ createdAt, expiresAt, revokedAt, ip, userAgent }) => ({
      ...{ le: createdAt, finLe: revokedAt ?? expiresAt, adresse: ip, navigateur: userAgent },
    })),
    entrees: entrances.map(({ service, createdAt, endedAt }) => ({ service, depuis: createdAt, finLe: endedAt })),
    courriels: mails.map(({ template, createdAt, takenAt }) => ({
      objet: mailLabel(template),
      le: createdAt,
      prisLe: takenAt,
    })),
    dossiers: cases.map(({ type, label, state, since, closed }) => ({
      nature: processLabel(type),
      dossier: label,
      etat: state,
      depuis: since,
      finLe: closed,
    })),
    listesImportees: rows.map(({ email, data }) => ({ courriel: email, ligne: data })),
    saisiesEnAttente: forms,
    fichiersVerifies: checks.map(({ name, createdAt }) => ({ campagne: name, le: createdAt })),
    journal: lines.map((line) => ({
      ...{ le: line.at, acte: line.label, adresse: line.actorId === userId ? line.ip : null },
      ...{ avant: line.entityId === userId ? line.before : null, apres: line.entityId === userId ? line.after : null },
    })),
    espaceTuteur: traces.map(({ at: le, action, procedure, ip }) => ({ le, action, demarche: procedure, adresse: ip })),
    conserveApresEffacement: KEPT.map(({ what, why }) => ({ quoi: what, pourquoi: why })),
  };
}
