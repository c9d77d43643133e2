-- CONV-1: what an organisme is decides which services it is entitled to (domain.md §2.4). Until now the column was written by no one: words that are no
-- type are not known. Who has an Esat bulletin in force has shown by its eligibility form that it is one (ESAT-4), and is a legal person.
UPDATE "partner" SET "type_organisme" = NULL WHERE "type_organisme" NOT IN ('ETAT', 'DEPARTEMENT', 'COLLECTIVITE_TERRITORIALE', 'CCAS_CIAS',
    'ETABLISSEMENT_DE_SOINS', 'CARSAT', 'CNAV_IDF', 'MSA', 'CRAM', 'PRESTATAIRE_SERVICE_SOCIAL', 'ORGANISME_INSTRUCTEUR_RSA', 'MANDATAIRE_PROTECTION',
    'ASSOCIATION', 'ORGANISME_DEBITEUR_PRESTATIONS', 'ESAT', 'BAILLEUR_SOCIAL', 'BAILLEUR_PRIVE', 'AIDE_A_DOMICILE', 'DDFIP', 'COMMISSION_SURENDETTEMENT',
    'AUTRE');
UPDATE "partner" p SET "type_organisme" = coalesce(p."type_organisme", 'ESAT'), "nature" = coalesce(p."nature", 'PERSONNE_MORALE')
    WHERE EXISTS (SELECT 1 FROM "document" d WHERE d."partner_id" = p."id" AND d."kind" = 'BULLETIN' AND d."service" = 'ESAT' AND d."state" = 'ACTIF'
        AND d."origin" = 'PASSERELLE');
ALTER TABLE "partner" ADD CONSTRAINT "partner_type_organisme" CHECK ("type_organisme" IN ('ETAT', 'DEPARTEMENT', 'COLLECTIVITE_TERRITORIALE', 'CCAS_CIAS',
    'ETABLISSEMENT_DE_SOINS', 'CARSAT', 'CNAV_IDF', 'MSA', 'CRAM', 'PRESTATAIRE_SERVICE_SOCIAL', 'ORGANISME_INSTRUCTEUR_RSA', 'MANDATAIRE_PROTECTION',
    'ASSOCIATION', 'ORGANISME_DEBITEUR_PRESTATIONS', 'ESAT', 'BAILLEUR_SOCIAL', 'BAILLEUR_PRIVE', 'AIDE_A_DOMICILE', 'DDFIP', 'COMMISSION_SURENDETTEMENT',
    'AUTRE'));

-- Dossiers under way were begun before the Caf was asked anything of this: they go on as they are.
UPDATE "process" SET "facts" = "facts" || '{"toJudge": []}'
    WHERE "type" IN ('conventionnement', 'esatOnboarding') AND NOT "facts" ? 'toJudge';
