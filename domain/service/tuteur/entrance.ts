/** Page of the Espace Tuteur; whoever has not come in by its entrance is led there first (TUT-13). */
export const tuteurEntrance = '/tuteur/proteges';
