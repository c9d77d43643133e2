-- Records of one SIRET became one (20261129161700_one_partner_per_siret): links of old mails name the ones that went, and whose two accounts became one
-- was not told (FMT-14).

CREATE TABLE "former_partner" (
    "id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,

    CONSTRAINT "former_partner_pkey" PRIMARY KEY ("id")
);

INSERT INTO "former_partner" ("id", "partner_id")
  SELECT DISTINCT ON (a."before" ->> 'id') a."before" ->> 'id', a."entity_id" FROM "audit_line" a
    WHERE a."action" = 'partner.merge' AND a."before" ->> 'id' IS NOT NULL AND a."entity_id" IN (SELECT "id" FROM "partner")
    ORDER BY a."before" ->> 'id', a."id" DESC;

-- The account that the joining closed, at its very instant, and the one of the same person that stays.
INSERT INTO "mail" ("id", "key", "caf", "template", "recipient", "recipient_name", "params", "state", "message_id", "next_attempt_at", "created_at")
  SELECT DISTINCT ON (f."id") left(md5('joined' || f."id"), 24), 'none:MAIL-34:joined:' || f."id", p."caf", 'MAIL-34', f."email", f."first_name" || ' ' || f."last_name",
      jsonb_build_object('template', 'MAIL-34', 'organisme', p."raison_sociale", 'closed', true, 'login', f."login", 'kept', k."login",
        'link', jsonb_build_object('kind', 'page', 'path', '/connexion')),
      'A_ENVOYER', '<' || left(md5('joined' || f."id"), 24) || '@passerelle.invalid>', now(), now()
    FROM "audit_line" a JOIN "app_user" f ON f."partner_id" = a."entity_id" AND f."closed_at" = a."at" AND f."state" = 'CLOS' AND f."erased_at" IS NULL
      JOIN "app_user" k ON k."partner_id" = f."partner_id" AND k."email" = f."email" AND k."state" <> 'CLOS'
      JOIN "partner" p ON p."id" = a."entity_id"
    WHERE a."action" = 'partner.merge' AND a."actor_id" = 'migration'
    ORDER BY f."id", k."id"
  ON CONFLICT ("key") DO NOTHING;
