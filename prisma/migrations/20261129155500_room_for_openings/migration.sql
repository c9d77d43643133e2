-- A closing for all changes each of these rows at once (TUT-4): with room left on their pages it rewrites the rows, and none of their indexes
ALTER TABLE "tuteur_check" SET (fillfactor = 50);
ALTER TABLE "opened_service" SET (fillfactor = 60);
ALTER TABLE "user_group" SET (fillfactor = 60);
