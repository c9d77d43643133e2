import { accountState } from '../account/state.ts';
import type { Account } from '../account/types.ts';
import { frenchInstant } from '../policy/calendar.ts';
import { PLACES } from './places.ts';
import type { Finding } from './types.ts';

/** The account itself: not closed, not suspended, its mails not refused (ACC-14, ACC-19, ACC-22). */
export function accountBreak(account: Account, at: Date): Finding {
  const place = PLACES.account(account.id);
  switch (accountState(account, at)) {
    case 'CLOS':
      return {
        ok: false,
        detail: 'Le compte est clos',
        broken: {
          rule: 'ACC-16',
          remedy: 'Réactiver le compte, si la personne est bien en poste.',
          who: 'GESTIONNAIRE',
          place,
        },
      };
    case 'SUSPENDU':
      return {
        ok: false,
        detail: 'Le compte est suspendu après un incident de sécurité',
        broken: {
          rule: 'OBL-12',
          remedy: "Attendre que la Caf lève la suspension, une fois l'incident traité.",
          caf: "Lever la suspension, une fois l'incident traité.",
          who: 'CAF',
          place: null,
        },
      };
    case 'ENVOI_ECHOUE':
      return {
        ok: false,
        detail: 'Les courriels du compte sont refusés par la messagerie',
        broken: {
          rule: 'ACC-22',
          remedy: "Corriger l'adresse du compte : l'identifiant et un mot de passe temporaire repartent d'eux-mêmes.",
          who: 'GESTIONNAIRE',
          place,
        },
      };
    default:
      return { ok: true, detail: 'Compte ouvert' };
  }
}

/** A personal password, which only the person can get (ACT-3, ACC-8). */
export function passwordBreak(account: Account, at: Date): Finding {
  const place = PLACES.gate('forgotten');
  switch (accountState(account, at)) {
    case 'CREE':
      return {
        ok: false,
        detail: "L'identifiant et le mot de passe temporaire sont en cours d'envoi",
        broken: {
          rule: 'SUP-9',
          remedy: 'Attendre les deux courriels, et regarder aussi dans les indésirables.',
          who: 'UTILISATEUR',
          place: null,
        },
      };
    case 'ATTENTE_PREMIERE_CONNEXION': {
      const until = account.secret?.expiresAt ?? null;
      return {
        ok: false,
        detail:
          until === null
            ? 'Mot de passe temporaire en cours d’envoi'
            : `Mot de passe temporaire valable jusqu'au ${frenchInstant(until)}`,
        broken: {
          rule: 'SUP-9',
          remedy:
            'Se connecter avec le mot de passe temporaire reçu par courriel (regarder aussi dans les indésirables).',
          who: 'UTILISATEUR',
          place: PLACES.gate('signIn'),
        },
      };
    }
    case 'PERSONNALISATION':
      return {
        ok: false,
        detail: 'Mot de passe personnel en cours de choix',
        broken: {
          rule: 'ACC-7',
          remedy: 'Choisir son mot de passe personnel.',
          self: 'Choisir votre mot de passe personnel.',
          who: 'UTILISATEUR',
          place: PLACES.gate('firstSignIn'),
        },
      };
    case 'MDP_TEMPORAIRE_EXPIRE':
      return {
        ok: false,
        detail: 'Le mot de passe temporaire a expiré ou a déjà servi',
        broken: {
          rule: 'SUP-6',
          remedy:
            'Demander soi-même un mot de passe par « Mot de passe oublié » : un nouveau mot de passe est valable 24 heures.',
          self: 'Demandez vous-même un mot de passe par « Mot de passe oublié » : un nouveau mot de passe est valable 24 heures.',
          who: 'UTILISATEUR',
          place,
        },
      };
    default:
      return account.hasPassword
        ? { ok: true, detail: 'Mot de passe personnel choisi' }
        : {
            ok: false,
            detail: 'Aucun mot de passe personnel',
            broken: {
              rule: 'SUP-5',
              remedy: 'Demander soi-même un mot de passe par « Mot de passe oublié ».',
              self: 'Demandez vous-même un mot de passe par « Mot de passe oublié ».',
              who: 'UTILISATEUR',
              place,
            },
          };
  }
}
