/** What the demonstration reads of the API's answers (api.md, « Shapes that scripts rely on »). */
export type Verdict = 'accepted' | 'held' | 'refused' | 'duplicate';

export interface Figures {
  rows: { total: number } & Record<Verdict, number>;
  byUseCase: Record<string, number>;
  byState: Record<string, number>;
}

export interface Campaign extends Figures {
  id: string;
  name: string;
  processId: string;
  createdAt: string;
}

export interface CampaignRow {
  row: number;
  siret: string;
  raisonSociale: string;
  caf: string | null;
  verdict: Verdict;
  reasons: { code: string; column: string; message: string; rule?: string; warning?: boolean }[];
  useCase: number | null;
  processId: string | null;
  resolution: string | null;
}

export interface DryRun extends Figures {
  details: CampaignRow[];
}

export interface Task {
  id: string;
  kind: string;
  dossier: string;
  subject: string;
  caf: string;
  reason: string;
  state: string;
  outcomes: string[];
}

export interface Process {
  id: string;
  partnerId: string | null;
  state: string;
  closedAt: string | null;
  endReason: string | null;
}

interface Person {
  firstName: string;
  lastName: string;
  email: string;
}

export interface BulletinContent {
  raisonSociale?: string;
  siret?: string;
  conventionNumber?: string;
  roles?: string[];
  departments?: string[];
  administrateur?: Person;
  signatory?: { name: string; function: string };
}

/** `GET links/{token}`. */
export interface Link {
  organisme: string;
  state: string;
  ended: boolean;
  eligibilityExpected: boolean;
  documents: {
    id: string;
    kind: string;
    state: string;
    version: number;
    actions: ('complete' | 'sign' | 'decline')[];
    defaults: BulletinContent | null;
  }[];
}

/** `POST auth/login`. */
export interface SignedIn {
  token: string;
  mustChangePassword: boolean;
  user: { id: string; roles: string[] };
}

export interface Me {
  partner: { id: string } | null;
}

export interface Group {
  id: string;
  manager: { id: string } | null;
}
