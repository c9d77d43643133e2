import type { ServiceCode } from '../../service/services.ts';

/** What each service is for (SVC-1 … SVC-8) and the terms of access that come with it (§5 to §7). */
export const SERVICE_TERMS: Readonly<Record<ServiceCode, { purpose: string; terms: string[] }>> = {
  CDAP: {
    purpose:
      "consulter les données d'allocataires utiles aux missions du partenaire, selon le profil de chaque utilisateur",
    terms: [
      "Un dossier se cherche par le numéro et le nom de l'allocataire, jamais par un seul des deux.",
      'Un groupe porte un seul profil.',
    ],
  },
  AFAS: {
    purpose:
      'déclarer des données en ligne, suivre leur traitement, voir aussitôt une estimation du montant dû, et les montants accordés',
    terms: [
      'Les groupes Afas sont créés par la Caf, quel que soit le mode de gestion.',
      "Le partenaire compte au plus deux fournisseurs de données d'activité, deux fournisseurs de données financières et un approbateur, tous membres du groupe des déclarants.",
      "Le partenaire signale à la Caf tout changement d'approbateur, avec la pièce justificative n° 3. Le nouvel approbateur a ses droits une fois validé par la Caf.",
    ],
  },
  ADONIS: {
    purpose: "déclarer l'activité et les statistiques d'aide à domicile, et consulter ces statistiques",
    terms: [],
  },
  OFFRE_BAILLEURS: { purpose: 'déclarer les loyers des locataires et leurs changements', terms: [] },
  ESPACE_BAILLEUR: {
    purpose: "accéder à l'espace des bailleurs dont un locataire reçoit une aide personnelle au logement",
    terms: ["La connexion se fait par la page propre à l'Espace Bailleur."],
  },
  DGFIP: {
    purpose: "consulter les données d'allocataires utiles aux directions départementales des finances publiques",
    terms: ['Le service est réservé à ces directions.'],
  },
  ESAT: {
    purpose:
      "faire en ligne les déclarations des Esat pour leurs travailleurs qui reçoivent l'allocation aux adultes handicapés (AAH)",
    terms: [
      "Le partenaire est un établissement ou service d'aide par le travail au sens du Code de l'action sociale et des familles ; le formulaire d'éligibilité joint au dossier en fait foi.",
      'Chaque année, du 1er décembre à la fin de février, il déclare les rémunérations garanties du mois de novembre ; elles servent aux droits à compter du 1er janvier suivant.',
      "Toute l'année, il déclare les changements d'activité : hausse ou baisse du taux, départ.",
      "Seuls les travailleurs qui reçoivent l'AAH sont concernés.",
    ],
  },
  TUTEUR: {
    purpose: 'rechercher les personnes protégées et agir pour elles',
    terms: [
      'Le service est réservé aux tuteurs personnes morales qui ont le profil T9.',
      "Il se limite aux dossiers confiés au tuteur, même quand la recherche en montre d'autres.",
      'Chaque recherche, consultation et démarche est tracée.',
    ],
  },
};
