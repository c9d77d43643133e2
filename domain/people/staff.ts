import { CAF_CODES } from '../caf/cafs.ts';
import type { AuditDraft } from '../decision/journal.ts';
import { parseEmail } from '../formats/email.ts';
import { cleanText } from '../formats/text.ts';

/** What somebody of the Cafs or of the Cnaf may be (S3); an administrator of a Caf is an agent of it too. */
export const STAFF_ROLES = {
  agent: ['agent'],
  cafAdmin: ['agent', 'cafAdmin'],
  national: ['national'],
  operator: ['operator'],
} as const;
export type StaffRole = keyof typeof STAFF_ROLES;

export interface StaffWish {
  email?: string | undefined;
  firstName?: string | undefined;
  lastName?: string | undefined;
  role?: string | undefined;
  caf?: string | undefined;
}

/** An account of the staff to be made: its identifiant is its address. */
export interface NewStaff {
  email: string;
  firstName: string;
  lastName: string;
  roles: string[];
  caf: string | null;
}

/** Reads what an operator wrote: the account, or every fault of it, a line each. */
export function readStaff({
  email = '',
  firstName = '',
  lastName = '',
  role = '',
  caf = '',
}: StaffWish): NewStaff | string[] {
  const faults: string[] = [];
  const address = parseEmail(email);
  if (!address.ok) faults.push('--email: the address that person is written to');
  for (const [option, name] of [
    ['--first', firstName],
    ['--last', lastName],
  ] as const)
    if (cleanText(name) === '') faults.push(`${option}: missing`);
  if (!isStaffRole(role)) faults.push(`--role: one of ${Object.keys(STAFF_ROLES).join(', ')}`);
  const ofCaf = role === 'agent' || role === 'cafAdmin';
  if (ofCaf && !CAF_CODES.includes(caf)) faults.push('--caf: the code of a Caf, 93 for example, or CNA');
  if (!ofCaf && caf !== '') faults.push('--caf: only agents and administrators of a Caf have one');
  if (faults.length > 0 || !address.ok || !isStaffRole(role)) return faults;
  return {
    ...{ email: address.value, firstName: cleanText(firstName), lastName: cleanText(lastName) },
    ...{ roles: [...STAFF_ROLES[role]], caf: ofCaf ? caf : null },
  };
}

function isStaffRole(role: string): role is StaffRole {
  return Object.hasOwn(STAFF_ROLES, role);
}

/** What the journal tells of an account of the staff that is made. */
export function staffAdded(id: string, { roles, caf }: Pick<NewStaff, 'roles' | 'caf'>): AuditDraft {
  return { action: 'staff.add', entity: 'user', entityId: id, label: 'Compte d’agent créé', after: { roles, caf } };
}

/** … and of one that is closed. */
export function staffClosed(id: string): AuditDraft {
  return { action: 'staff.close', entity: 'user', entityId: id, label: 'Compte d’agent fermé' };
}
