import { CAF, hasRole } from '../../api/access.ts';
import type { Person } from '../../api/route.ts';

/** What the menu offers to this person: only pages that answer them. */
export function menuOf(person: Person | null): { href: string; label: string }[] {
  if (person === null)
    return [
      { href: '/', label: 'Accueil' },
      { href: '/demande', label: 'Demander un accès' },
    ];
  const home = { href: '/', label: 'Accueil' };
  if (person.restricted) return [];
  if (!hasRole(person, ...CAF, 'national', 'operator'))
    return [
      home,
      // « Gestion des habilitations » (UI-1): for who manages someone
      ...(hasRole(person, 'administrateur', 'gestionnaire')
        ? [
            { href: `/partenaires/${person.partnerId}/groupes`, label: 'Groupes' },
            { href: `/partenaires/${person.partnerId}/utilisateurs`, label: 'Utilisateurs' },
            ...(hasRole(person, 'administrateur')
              ? [{ href: `/partenaires/${person.partnerId}/controles`, label: 'Contrôles' }]
              : []),
            { href: '/support', label: 'Support' },
          ]
        : []),
      { href: '/mon-profil', label: 'Mon profil' },
    ];
  return [
    home,
    ...(hasRole(person, ...CAF) ? [{ href: '/taches', label: 'Tâches' }] : []),
    { href: '/dossiers', label: 'Dossiers' },
    { href: '/campagnes', label: 'Campagnes' },
    { href: '/partenaires', label: 'Partenaires' },
    ...(hasRole(person, ...CAF) ? [{ href: '/support', label: 'Support' }] : []),
    { href: '/courriels/modeles', label: 'Courriels' },
  ];
}
