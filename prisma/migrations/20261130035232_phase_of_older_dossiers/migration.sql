-- Dossiers that were under way before the phase entered was a fact (27f1eac) have none, and nothing would follow any act on them: it is what their state
-- and their documents say. Those that are still to begin (CREE) enter their first phase as they do.
UPDATE "process" p SET "facts" = p."facts" || jsonb_build_object('phase', was.phase)
FROM (
  SELECT q."id", CASE
    WHEN q."type" = 'administratorReplacement' THEN
      CASE
        WHEN q."state" = 'DEPART_SIGNALE' THEN 'successor'
        WHEN EXISTS (SELECT 1 FROM "document" d WHERE d."process_id" = q."id" AND d."state" = 'SIGNE_PARTENAIRE') THEN 'countersignature'
        ELSE 'annexe'
      END
    WHEN q."state" IN ('ELIGIBILITE_A_VERIFIER', 'ACTIVITE_A_VERIFIER') THEN 'checks'
    WHEN q."state" = 'DOCUMENTS_A_PRODUIRE' AND NOT EXISTS (SELECT 1 FROM "document" d WHERE d."process_id" = q."id") THEN
      CASE WHEN q."type" = 'esatOnboarding' THEN 'checks' ELSE 'preparation' END
    WHEN q."state" IN ('DOCUMENTS_A_PRODUIRE', 'DOCUMENTS_ENVOYES', 'BULLETIN_COMPLETE', 'BLOQUE_SIRET') THEN 'documents'
    WHEN q."state" = 'DOCUMENTS_SIGNES' THEN 'countersignature'
    WHEN q."state" IN ('CONTROLE_SIRET', 'PRET_A_OUVRIR') THEN 'opening'
    WHEN q."state" IN ('SERVICE_OUVERT', 'GROUPES_CONFIGURES') THEN
      CASE WHEN q."type" = 'esatOnboarding' THEN 'people' ELSE 'administrateur' END
  END AS phase
  FROM "process" q
  WHERE q."type" IN ('conventionnement', 'esatOnboarding', 'administratorReplacement')
    AND q."closed_at" IS NULL AND q."facts" ->> 'phase' IS NULL
) was
WHERE p."id" = was."id" AND was.phase IS NOT NULL;
