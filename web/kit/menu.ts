import { CAF, hasRole } from '../../api/access.ts';
import type { Person } from '../../api/route.ts';
import { rulesComeFirst, USAGE_RULES_PATH } from './rulesFirst.ts';

interface MenuEntry {
  href: string;
  label: string;
}

/** What the menu offers to this person: only pages that answer them. `spaces`: those of the services that they may enter here. */
export function menuOf(person: Person | null, spaces: readonly MenuEntry[] = []): MenuEntry[] {
  if (person === null)
    return [
      { href: '/', label: 'Accueil' },
      { href: '/demande', label: 'Demander un accès' },
    ];
  const home = { href: '/', label: 'Accueil' };
  if (person.restricted || rulesComeFirst(person)) return [];
  if (!hasRole(person, ...CAF, 'national', 'operator'))
    return [
      home,
      ...spaces,
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
      { href: USAGE_RULES_PATH, label: "Règles d'usage" },
      { href: '/mon-profil', label: 'Mon profil' },
    ];
  // « Passerelle » itself leads home: with all that a Caf has in it, the menu is to stay on one line
  return [
    ...(hasRole(person, ...CAF) ? [{ href: '/taches', label: 'Tâches' }] : []),
    { href: '/dossiers', label: 'Dossiers' },
    { href: '/campagnes', label: 'Campagnes' },
    { href: '/partenaires', label: 'Partenaires' },
    // the Cnaf's business: where they stand for everyone
    ...(hasRole(person, 'national', 'operator') ? [{ href: '/services', label: 'Services' }] : []),
    ...(hasRole(person, ...CAF)
      ? [
          { href: '/support', label: 'Support' },
          { href: '/tuteurs/trace', label: 'Tuteurs' },
        ]
      : []),
    ...(hasRole(person, 'national', 'operator') ? [{ href: '/reouvertures', label: 'Espace Tuteur' }] : []),
    hasRole(person, 'cafAdmin', 'operator')
      ? { href: '/courriels', label: 'Courriels' }
      : { href: '/courriels/modeles', label: 'Courriels' },
    // for who leads; an agent finds it on the first page
    ...(hasRole(person, 'cafAdmin', 'national', 'operator') ? [{ href: '/tableau-de-bord', label: 'Chiffres' }] : []),
    ...(hasRole(person, 'operator') ? [{ href: '/exploitation', label: 'Exploitation' }] : []),
    ...(hasRole(person, ...CAF) ? [{ href: '/ma-caf', label: 'Ma Caf' }] : []),
  ];
}
