/** What an avenant rewrites (CONV-16). Those drafted before missions were a list hold them as one text, joined by « , ». */
export interface AvenantValues {
  siret?: string;
  missions?: string[] | string;
}

/** The missions that an avenant names, one by one; undefined when it is not about them. */
export function avenantMissions({ missions }: AvenantValues): string[] | undefined {
  return typeof missions === 'string' ? missions.split(', ').filter((mission) => mission !== '') : missions;
}
