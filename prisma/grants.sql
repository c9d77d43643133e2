-- What the application's role may do; applied after every migration by the role that owns the schema (S6).
-- The role itself is created by whoever runs PostgreSQL: ops/postgres.ts on one machine, the administrator in production.
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'passerelle_app') THEN
    RETURN;
  END IF;
  GRANT USAGE ON SCHEMA public TO passerelle_app;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO passerelle_app;
  GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO passerelle_app;
  -- the journal and the trace of the Espace Tuteur (TUT-13) are appended to, and nothing else
  REVOKE UPDATE, DELETE, TRUNCATE ON audit_line, tuteur_trace FROM passerelle_app;
  -- the chain of the journal and its heads likewise; a signature may become void, and nothing else of it changes (S6)
  REVOKE UPDATE, DELETE, TRUNCATE ON audit_chain, audit_head, signature FROM passerelle_app;
  GRANT UPDATE (voided_at) ON signature TO passerelle_app;
  -- contractual facts are never deleted (« Deletion never loses a contract »)
  REVOKE DELETE, TRUNCATE ON document, document_version, signature, opened_service, partner, process FROM passerelle_app;
  REVOKE ALL ON _prisma_migrations FROM passerelle_app;
END $$;
