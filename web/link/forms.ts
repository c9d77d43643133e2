/** Every form of a mailed link by its id; one of them may come back with faults. */
export const LINK_FORMS = {
  eligibility: 'eligibilite',
  bulletin: 'bulletin',
  code: 'code',
  sign: 'signature',
  decline: 'refus',
  siret: 'siret-reponse',
  supply: 'complement',
  withdraw: 'retrait',
} as const;
