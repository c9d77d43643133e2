import type { z } from 'zod';
import type { missingEsatList } from '../../api/routes/esatDeclarations/missing.ts';
import type { receivedEsatOut } from '../../api/routes/esatDeclarations/received.ts';
import type { esatDeclarationOut } from '../../api/shapes/esatDeclaration.ts';

export type DeclarationView = z.output<typeof esatDeclarationOut>;
export type ReceivedEsatView = z.output<typeof receivedEsatOut>;
export type MissingEsatView = z.output<typeof missingEsatList>;

export const DECLARATION_STATES: Readonly<Record<DeclarationView['state'], string>> = {
  A_DECLARER: 'À déclarer',
  BROUILLON: 'Brouillon, rien n’est transmis',
  TRANSMISE: 'Transmise',
  A_TRANSMETTRE_DE_NOUVEAU: 'Modifiée depuis la dernière transmission',
};
