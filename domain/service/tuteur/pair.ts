/** TUT-5: the space takes this role of this service away from the groups whose switch says so, and closing gives it back. */
export const EXCLUSIVE = { space: 'TUTEUR', service: 'CDAP', role: 'T9' } as const;
