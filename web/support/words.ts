import type { FollowedOutcome, SupportKind } from '../../domain/supportRequest/types.ts';
import type { SupportRoutedView, SupportView } from '../kit/views.ts';

export const SUPPORT_KIND_WORDS: Record<SupportKind, string> = {
  AIDE: 'Aide sur un accès',
  INCIDENT: 'Incident de sécurité',
  DEPART_ADMINISTRATEUR: "Départ d'un administrateur",
  DEPART_GESTIONNAIRE: "Départ d'un gestionnaire d'habilitations",
  NOUVEL_APPROBATEUR: 'Nouvel approbateur Afas',
};

export const PRIORITY_WORDS: Record<FollowedOutcome, string> = {
  PRIORITAIRE: 'Prioritaire',
  NON_PRIORITAIRE: 'Sans priorité',
  DEPART_SIGNALE: 'Départ',
  DEPART_GESTIONNAIRE: 'Départ',
};

/** What a request waits to be told, in the words of its form. */
export const ASKED: Partial<Record<SupportView['state'], { title: string; label: string; submit: string }>> = {
  COMPLEMENT_DEMANDE: { title: 'Apporter le complément', label: 'Complément', submit: 'Envoyer le complément' },
  DEPART_GESTIONNAIRE: {
    title: 'Le gestionnaire est remplacé',
    label: 'Qui lui succède',
    submit: 'Confirmer le remplacement',
  },
};

export const SPEAKER_WORDS: Record<SupportView['exchanges'][number]['by'], string> = {
  CAF: 'La Caf',
  PARTENAIRE: 'Le partenaire',
  SYSTEME: 'Passerelle',
};

/** What became of a request, told once it is made. */
export const ROUTED_WORDS: Record<SupportRoutedView['outcome'], string> = {
  PRIORITAIRE: 'La demande est reçue, prioritaire.',
  NON_PRIORITAIRE: "La demande est reçue, sans priorité : son objet n'a pas la forme attendue.",
  SIGNALE: "L'incident est signalé : la Caf est prévenue.",
  DEPART_SIGNALE: "Le départ est signalé : la Caf prépare l'annexe 3.",
  DEPART_GESTIONNAIRE: 'Le départ est signalé aux administrateurs : un autre gestionnaire est à nommer.',
  CHANGEMENT_APPROBATEUR: "L'approbateur est proposé : la PJ 3 est attendue.",
  REFUSEE_EXPEDITEUR:
    "L'expéditeur n'est pas administrateur de cette convention : il est renvoyé à son organisme, rien n'est conservé.",
  HORS_CANAL: "Dossier d'allocataire : l'expéditeur est renvoyé à l'espace de dialogue, rien n'est conservé.",
};
