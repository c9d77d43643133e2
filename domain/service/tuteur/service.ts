import type { ServiceEntry } from '../entry.ts';
import { piece } from '../evidence.ts';
import { tuteurEntitlement } from './entitlement.ts';

/** Espace Tuteur (domain.md §5). */
export const tuteur = {
  rule: 'SVC-8',
  label: 'Espace Tuteur',
  purpose: 'rechercher les personnes protégées et agir pour elles',
  access: ['Le service est réservé aux tuteurs personnes morales qui ont le profil T9.'],
  calendar: () => [],
  obligations: [
    "Il se limite aux dossiers confiés au tuteur, même quand la recherche en montre d'autres.",
    'Chaque recherche, consultation et démarche est tracée.',
  ],
  mission: "Accès à l'Espace Tuteur",
  groups: { madeBy: 'SELON_MODE', rolesBy: 'GESTIONNAIRE', limitedToEstablishments: true },
  // whoever has not come in by its entrance is led there first (TUT-13)
  entitlement: tuteurEntitlement,
  evidence: [
    {
      ...piece(
        'TUTEUR',
        'titre : jugement, désignation, délégation ou nomination (Espace Tuteur)',
        'Espace Tuteur : titre et sa pièce',
      ),
      typed: 'titre',
    },
  ],
  entrance: { at: 'HERE', path: '/tuteur/proteges' },
  guide: 'tuteur',
  // closed for everyone, Cdap T9 does its work meanwhile (TUT-4), and nothing but the reopening opens it again (TUT-17)
  nationally: { fallback: 'du service « Consulter dossier » (Cdap), avec le profil T9', onlyReopening: true },
} as const satisfies ServiceEntry;
