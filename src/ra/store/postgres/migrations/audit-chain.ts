/** Lines of the audit trail are chained after they were written; those that are there become the first of the chain. */
export const auditChain = `
ALTER TABLE audit ADD COLUMN place bigint;
ALTER TABLE audit ADD COLUMN hash bytea;
ALTER TABLE audit ADD COLUMN signature bytea;
CREATE UNIQUE INDEX audit_place ON audit (place) WHERE place IS NOT NULL;
CREATE INDEX audit_unchained ON audit (seq) WHERE place IS NULL;
INSERT INTO audit (at, actor, action, subject)
  SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint, 'authority', 'audit chain begun',
    count(*) || ' older lines'
  FROM audit HAVING count(*) > 0;
`
