/**
 * The way of a request, applications that are sent back, money in parts and back, the statement, the kinds of
 * certificates, and opened applications.
 */
export const renewal = `
ALTER TABLE requests ADD COLUMN moments TEXT NOT NULL DEFAULT '';
ALTER TABLE requests ADD COLUMN correction_fields TEXT NOT NULL DEFAULT '';
ALTER TABLE requests ADD COLUMN kind TEXT NOT NULL DEFAULT 'ordinary';
UPDATE requests SET moments = 'recorded ' || opened_at || ' '
  || coalesce((SELECT 'paid ' || paid_at || ' ' FROM orders WHERE request_id = requests.id AND paid_at IS NOT NULL), '')
  || CASE WHEN reviewed_at IS NULL OR review = 'waiting' THEN ''
       WHEN review = 'refused' THEN 'refused ' || reviewed_at || ' ' ELSE 'installable ' || reviewed_at || ' ' END;
UPDATE requests SET application = json_set(application, '$.handler.idType',
    CASE json_extract(application, '$.handler.idType')
      WHEN '身份证' THEN 'resident-id' WHEN '居民身份证' THEN 'resident-id' WHEN '护照' THEN 'passport'
      WHEN '港澳居民来往内地通行证' THEN 'hk-macao-permit' WHEN '台湾居民来往大陆通行证' THEN 'taiwan-permit'
      ELSE 'other' END)
  WHERE json_extract(application, '$.handler.idType') IS NOT NULL;
DROP INDEX requests_unfinished;
CREATE INDEX requests_unfinished ON requests (expires_at)
  WHERE (state = 'opened' OR state = 'awaiting-payment' OR state = 'awaiting-review' OR state = 'awaiting-correction' OR state = 'ready' OR state = 'issued');
DROP INDEX requests_open;
CREATE INDEX requests_open ON requests (account_id)
  WHERE (state = 'opened' OR state = 'awaiting-payment' OR state = 'awaiting-review' OR state = 'awaiting-correction' OR state = 'ready' OR state = 'issued');

ALTER TABLE orders ADD COLUMN received_fen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN refunded_fen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN refund_since INTEGER;
ALTER TABLE orders ADD COLUMN reported INTEGER NOT NULL DEFAULT 0;
UPDATE orders SET received_fen = total_fen WHERE paid_at IS NOT NULL;
UPDATE orders SET refund_since = coalesce(
    (SELECT reviewed_at FROM requests WHERE id = orders.request_id AND review = 'refused'), paid_at)
  WHERE state = 'refund-due';
CREATE INDEX orders_state ON orders (state, seq);

-- Money for orders and back. A number of the payment service or of the statement counts once.
CREATE TABLE payments (
  seq INTEGER PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE,
  order_id TEXT NOT NULL REFERENCES orders (id),
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  method TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX payments_order ON payments (order_id);
CREATE INDEX payments_at ON payments (at);
INSERT INTO payments (reference, order_id, direction, method, amount_fen, at)
  SELECT reference, id, 'in', method, total_fen, paid_at FROM orders WHERE paid_at IS NOT NULL;

CREATE TABLE statement (
  seq INTEGER PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE,
  payer_account TEXT NOT NULL,
  payer_name TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  paid_on TEXT NOT NULL,
  note TEXT NOT NULL,
  imported_at INTEGER NOT NULL
) STRICT;
CREATE INDEX statement_payer ON statement (payer_account);

CREATE TABLE opened_applications (
  account_id TEXT NOT NULL REFERENCES accounts (id),
  application_id TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, application_id)
) STRICT, WITHOUT ROWID;
`
