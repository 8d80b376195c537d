-- One row and more in every table of version 5, as that version wrote them. Never changed: what once lay in a
-- database lies there for ever.
INSERT INTO meta VALUES ('port', '8443'), ('status-changes', '2');
INSERT INTO accounts VALUES
  ('person-000000000000001', 'person', 'wangfang', '王芳', 'resident-id', '11010519491231002X', '13800000002', 'w@example.cn', 'scrypt$1', 1, 0, 1700000000000),
  ('agency-000000000000001', 'agency', 'demo', '北京示例知识产权代理有限公司', 'credit-code', '91110108MA00000001', '13800000001', NULL, 'scrypt$2', 1, 0, 1700000000001);
INSERT INTO legacy_logins VALUES ('old-demo', 'scrypt$3', 'agency-000000000000001');
INSERT INTO handlers VALUES ('agency-000000000000001', 'person-000000000000001');
INSERT INTO attempts VALUES ('account demo', 2, 0, 0, 1700000000002);
INSERT INTO sessions VALUES ('session-hash', 'agency-000000000000001', 'person-000000000000001', 'full', NULL, 1700000000003, 1900000000000);
INSERT INTO operators VALUES ('operator-00000000001', 'operator1', 'scrypt$4');
INSERT INTO sessions VALUES ('session-by-phone', 'agency-000000000000001', NULL, 'identified', NULL, 1700000000003, 1900000000000);
INSERT INTO operator_sessions VALUES ('operator-session-hash', 'operator-00000000001', 1900000000000);
INSERT INTO tokens VALUES ('agency-000000000000001', 'ukey', 'virtual', 'KEY-1', x'0102', 1700000000004);
INSERT INTO requests VALUES
  (1, 'request-active-0000001', 'agency-000000000000001', 'issue', 'active', 'idempotency-key-001', 'body-1', 'ukey', 'virtual', 'KEY-1',
   NULL, NULL, 1, NULL, x'3000', 'CN=demo', x'30', x'04', NULL, NULL, NULL, NULL, '41', '42', x'30', 1700000000005, 1700600000000),
  (2, 'request-waiting-000001', 'agency-000000000000001', 'renew', 'awaiting-review', 'idempotency-key-002', 'body-2', 'ukey', 'virtual', 'KEY-1',
   '41', '41', 2, '{"agreementAccepted":true,"handler":{"idType":"身份证","idNumber":"110105198804120040","name":"王芳","phone":"13800000002"}}', x'3000', 'CN=demo', x'30', x'04', 'waiting', NULL, NULL, NULL, NULL, NULL, NULL, 1700000000006, 1900000000000),
  (3, 'request-late-000000001', 'agency-000000000000001', 'reissue', 'opened', 'idempotency-key-003', 'body-3', 'soft', 'soft', 'SOFT-1',
   NULL, '41', 1, NULL, x'3000', 'CN=demo', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1700000000007, 1700000000008),
  (4, 'request-lost-000000001', 'agency-000000000000001', 'replacement', 'awaiting-payment', 'idempotency-key-004', 'body-4', 'ukey', 'virtual', 'KEY-2',
   '41', '41', 1, '{"agreementAccepted":true,"lossReason":"lost"}', x'3000', 'CN=demo', x'30', x'05', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1700000000007, 1900000000000);
INSERT INTO used_keys VALUES (x'aa', 'request-active-0000001'), (x'bb', 'request-waiting-000001');
INSERT INTO orders VALUES
  (1, 'order-0000000000000001', '01202311140000001', 'request-waiting-000001', 'agency-000000000000001', 'paid',
   '[{"kind":"certificate-service","unitFen":10000,"quantity":2}]', 20000, 'online', 'P-1', 1700000000009, 1700000000010),
  (2, 'order-0000000000000002', '01202311140000002', 'request-lost-000000001', 'agency-000000000000001', 'unpaid',
   '[{"kind":"replacement","unitFen":5000,"quantity":1}]', 5000, NULL, NULL, 1700000000009, NULL);
INSERT INTO certificates VALUES
  (1, '31', 'request-older-00000001', 'agency-000000000000001', 'request-active-0000001', 'signature', 'superseded', 'CN=demo', 'ukey', 'virtual', 'KEY-0',
   1690000000000, 1900000000000, 1700000000011, 'superseded', NULL, x'30'),
  (2, '41', 'request-active-0000001', 'agency-000000000000001', 'request-active-0000001', 'signature', 'active', 'CN=demo', 'ukey', 'virtual', 'KEY-1',
   1700000000000, 1900000000000, NULL, NULL, NULL, x'30'),
  (3, '42', 'request-active-0000001', 'agency-000000000000001', 'request-active-0000001', 'encryption', 'active', 'CN=demo', 'ukey', 'virtual', 'KEY-1',
   1700000000000, 1900000000000, NULL, NULL, NULL, x'30');
INSERT INTO escrow VALUES ('42', x'0506');
INSERT INTO crls VALUES ('issuing', 7, x'30', 1700000000012, 1700300000000, 1);
INSERT INTO codes VALUES ('code-00000000000000001', 'identify', 'agency-000000000000001', 'hash', 5, 1700000000013, 1900000000000);
INSERT INTO unlocks VALUES ('unlock-000000000000001', 'agency-000000000000001', 'ukey', 'virtual', 'KEY-1', 'opened', NULL, NULL, NULL, 1700000000014, 1900000000000);
INSERT INTO outbox VALUES (1, 'message-00000000000001', 'sms', '13800000001', '【示例】', 1700000000015);
INSERT INTO uploads VALUES ('upload-000000000000001', 'agency-000000000000001', '证明.pdf', x'255044462d', 1700000000016);
INSERT INTO recoveries VALUES (1, 'recovery-0000000000001', '42', 'agency-000000000000001', '丢失', 'waiting', 'operator1', 1700000000017);
INSERT INTO recovery_approvals VALUES ('recovery-0000000000001', 'operator2', 1700000000018);
INSERT INTO audit VALUES (1, 1700000000019, 'account agency', 'certificates issued', '41');
INSERT INTO devices VALUES ('agency-000000000000001', 'device-hash-0000000001', 1, 1790000000000);
INSERT INTO seals VALUES
  (1, 'seal-0000000000000001', 'agency-000000000000001', '41', 'issued', '示例公章', 'organisation', 'operator1', 1700000000020, 1700000000021, NULL, x'30');
