/** BAIL-2: its sign-in is outside the generic page; people of either landlords' service ask for it (SUP-13). */
export const OWN_SIGN_IN = 'L’Espace Bailleur a sa propre page de connexion.';

export const SIGN_IN_ADVICE = [{ rule: 'SUP-13', text: OWN_SIGN_IN }];
