INSERT INTO accounts (id, kind, user_name, applicant_name, id_type, id_number, phone, email, password_hash, complete, closed, created_at) VALUES
  ('person-000000000000001', 'person', 'wangfang', '王芳', 'resident-id', '11010519491231002X', '13800000002', 'w@example.cn', 'scrypt$1', 1, 0, 1700000000000),
  ('agency-000000000000001', 'agency', 'demo', '北京示例知识产权代理有限公司', 'credit-code', '91110108MA00000001', '13800000001', NULL, 'scrypt$2', 1, 0, 1700000000001);
INSERT INTO operators (id, name, password_hash) VALUES
  ('operator-00000000001', 'operator1', 'scrypt$4');
INSERT INTO requests (seq, id, account_id, business, state, idempotency_key, body_hash, token_kind, token_vendor, token_serial, previous_serial, baseline_serial, term_years, application, subject_der, subject_text, csr, public_key, review, signature_serial, encryption_serial, enveloped_key, opened_at, expires_at, moments, correction_fields, kind) VALUES
  (1, 'request-active-0000001', 'agency-000000000000001', 'issue', 'active', 'idempotency-key-001', 'body-1', 'ukey', 'virtual', 'KEY-1', NULL, NULL, 1, NULL, x'3000', 'CN=demo', x'30', x'04', NULL, '41', '42', x'30', 1700000000005, 1700600000000, 'recorded 1700000000005 ', '', 'ordinary'),
  (2, 'request-waiting-000001', 'agency-000000000000001', 'renew', 'awaiting-review', 'idempotency-key-002', 'body-2', 'ukey', 'virtual', 'KEY-1', '41', '41', 2, '{"agreementAccepted":true,"handler":{"idType":"resident-id","idNumber":"110105198804120040","name":"王芳","phone":"13800000002"}}', x'3000', 'CN=demo', x'30', x'04', 'waiting', NULL, NULL, NULL, 1700000000006, 1900000000000, 'recorded 1700000000006 paid 1700000000010 ', '', 'ordinary'),
  (3, 'request-late-000000001', 'agency-000000000000001', 'reissue', 'opened', 'idempotency-key-003', 'body-3', 'soft', 'soft', 'SOFT-1', NULL, '41', 1, NULL, x'3000', 'CN=demo', NULL, NULL, NULL, NULL, NULL, NULL, 1700000000007, 1700000000008, 'recorded 1700000000007 ', '', 'ordinary'),
  (4, 'request-lost-000000001', 'agency-000000000000001', 'replacement', 'awaiting-payment', 'idempotency-key-004', 'body-4', 'ukey', 'virtual', 'KEY-2', '41', '41', 1, '{"agreementAccepted":true,"lossReason":"lost"}', x'3000', 'CN=demo', x'30', x'05', NULL, NULL, NULL, NULL, 1700000000007, 1900000000000, 'recorded 1700000000007 ', '', 'ordinary');
INSERT INTO orders (seq, id, number, request_id, account_id, state, items, total_fen, method, reference, created_at, paid_at, received_fen, refunded_fen, reported) VALUES
  (1, 'order-0000000000000001', '01202311140000001', 'request-waiting-000001', 'agency-000000000000001', 'paid', '[{"kind":"certificate-service","unitFen":10000,"quantity":2}]', 20000, 'online', 'P-1', 1700000000009, 1700000000010, 20000, 0, 0),
  (2, 'order-0000000000000002', '01202311140000002', 'request-lost-000000001', 'agency-000000000000001', 'unpaid', '[{"kind":"replacement","unitFen":5000,"quantity":1}]', 5000, NULL, NULL, 1700000000009, NULL, 0, 0, 0);
INSERT INTO certificates (seq, serial, pair_id, account_id, request_id, usage, status, subject_text, token_kind, token_vendor, token_serial, not_before, not_after, revoked_at, reason, der) VALUES
  (1, '31', 'request-older-00000001', 'agency-000000000000001', 'request-active-0000001', 'signature', 'superseded', 'CN=demo', 'ukey', 'virtual', 'KEY-0', 1690000000000, 1900000000000, 1700000000011, 'superseded', x'30'),
  (2, '41', 'request-active-0000001', 'agency-000000000000001', 'request-active-0000001', 'signature', 'active', 'CN=demo', 'ukey', 'virtual', 'KEY-1', 1700000000000, 1900000000000, NULL, NULL, x'30'),
  (3, '42', 'request-active-0000001', 'agency-000000000000001', 'request-active-0000001', 'encryption', 'active', 'CN=demo', 'ukey', 'virtual', 'KEY-1', 1700000000000, 1900000000000, NULL, NULL, x'30');
INSERT INTO tokens (account_id, kind, vendor, serial, unlock_secret, registered_at) VALUES
  ('agency-000000000000001', 'ukey', 'virtual', 'KEY-1', x'0102', 1700000000004);
INSERT INTO unlocks (id, account_id, token_kind, token_vendor, token_serial, state, created_at, expires_at) VALUES
  ('unlock-000000000000001', 'agency-000000000000001', 'ukey', 'virtual', 'KEY-1', 'opened', 1700000000014, 1900000000000);
INSERT INTO recoveries (seq, id, serial, account_id, reason, state, opened_by, opened_at) VALUES
  (1, 'recovery-0000000000001', '42', 'agency-000000000000001', '丢失', 'waiting', 'operator1', 1700000000017);
INSERT INTO dossiers (seq, id, number, purpose, kind, state, given, steps, opened_at, expires_at) VALUES
  (1, 'dossier-00000000000001', 'D-1', 'register', 'person', 'open', '{}', '', 1700000000025, 1900000000000);
INSERT INTO meta (key, value) VALUES
  ('port', '8443'),
  ('status-changes', '2');
INSERT INTO legacy_logins (login, password_hash, account_id, holder, registered_at, named) VALUES
  ('old-demo', 'scrypt$3', 'agency-000000000000001', '91110108MA00000001', 1700000000001, 0);
INSERT INTO handlers (account_id, person_id, agency) VALUES
  ('agency-000000000000001', 'person-000000000000001', 1);
INSERT INTO attempts (name, failures, pauses, paused_until, changed_at) VALUES
  ('account demo', 2, 0, 0, 1700000000002);
INSERT INTO sessions (token_hash, account_id, handler_id, scope, created_at, expires_at) VALUES
  ('session-by-phone', 'agency-000000000000001', NULL, 'identified', 1700000000003, 1900000000000),
  ('session-hash', 'agency-000000000000001', 'person-000000000000001', 'full', 1700000000003, 1900000000000);
INSERT INTO operator_sessions (token_hash, operator_id, expires_at) VALUES
  ('operator-session-hash', 'operator-00000000001', 1900000000000);
INSERT INTO used_keys (key_hash, request_id) VALUES
  (x'aa', 'request-active-0000001'),
  (x'bb', 'request-waiting-000001');
INSERT INTO escrow (serial, sealed) VALUES
  ('42', x'0506');
INSERT INTO crls (issuer, number, der, this_update, next_update, entries) VALUES
  ('issuing', 7, x'30', 1700000000012, 1700300000000, 1);
INSERT INTO codes (id, purpose, subject, code_hash, tries_left, sent_at, expires_at) VALUES
  ('code-00000000000000001', 'identify', 'agency-000000000000001', 'hash', 5, 1700000000013, 1900000000000);
INSERT INTO outbox (seq, id, channel, recipient, text, created_at) VALUES
  (1, 'message-00000000000001', 'sms', '13800000001', '【示例】', 1700000000015);
INSERT INTO uploads (id, account_id, name, content, uploaded_at) VALUES
  ('upload-000000000000001', 'agency-000000000000001', '证明.pdf', x'255044462d', 1700000000016);
INSERT INTO recovery_approvals (recovery_id, operator, at) VALUES
  ('recovery-0000000000001', 'operator2', 1700000000018);
INSERT INTO audit (seq, at, actor, action, subject) VALUES
  (1, 1700000000019, 'account agency', 'certificates issued', '41');
INSERT INTO devices (owner_id, device_hash, wrong, used_at) VALUES
  ('agency-000000000000001', 'device-hash-0000000001', 1, 1790000000000);
INSERT INTO seals (seq, id, account_id, serial, state, name, type, applied_by, applied_at, issued_at, der) VALUES
  (1, 'seal-0000000000000001', 'agency-000000000000001', '41', 'issued', '示例公章', 'organisation', 'operator1', 1700000000020, 1700000000021, x'30');
INSERT INTO payments (seq, reference, order_id, direction, method, amount_fen, at) VALUES
  (1, 'P-1', 'order-0000000000000001', 'in', 'online', 20000, 1700000000010);
INSERT INTO statement (seq, reference, payer_account, payer_name, amount_fen, paid_on, note, imported_at) VALUES
  (1, 'S-1', '6222020200001234567', '北京示例知识产权代理有限公司', 20000, '2023-11-14', '续期', 1700000000022);
INSERT INTO opened_applications (account_id, application_id, opened_at) VALUES
  ('agency-000000000000001', 'demo-tax-filing', 1700000000023);
INSERT INTO identities (account_id, identity, changed_at) VALUES
  ('agency-000000000000001', '{}', 1700000000024);
INSERT INTO dossier_uploads (seq, id, dossier_id, purpose, name, size, digest, content, network, uploaded_at) VALUES
  (1, 'upload-000000000000002', 'dossier-00000000000001', 'licence', '执照.pdf', 5, 'digest', x'255044462d', '127.0.0.1', 1700000000026);
INSERT INTO register (seq, credit_code, name, entity_type, representative_name, representative_number, agency) VALUES
  (1, '91110108MA01DEM07K', '北京示例知识产权代理有限公司', 'enterprise', '王芳', '110105198804120040', 1);
INSERT INTO practitioners (seq, number, agency_code, name) VALUES
  (1, '110105198804120040', '91110108MA01DEM07K', '王芳');
INSERT INTO resets (id, way, login, account_id, asked_at) VALUES
  ('reset-0000000000000001', 'phone', '13800000001', 'agency-000000000000001', 1700000000027);
INSERT INTO contact_changes (account_id, channel, address) VALUES
  ('agency-000000000000001', 'mail', 'new@example.org');
INSERT INTO notices (occasion, account_id, sent_at) VALUES
  ('autumn', 'agency-000000000000001', 1700000000028);
INSERT INTO unsent (seq, id, channel, recipient, text, created_at) VALUES
  (1, 'unsent-000000000000001', 'sms', '13800000009', '示例', 1700000000029);
INSERT INTO subscriptions (seq, id, secret_hash, channel, address, key_serial, topics, registered_at) VALUES
  (1, 'subscription-0000000001', 'hash', 'mail', 'w@example.org', 'KEY-1', 'renewal', 1700000000030);
INSERT INTO used_captchas (key, expires_at) VALUES
  ('captcha-00000000000001', 1900000000000);
INSERT INTO calls (name, taken_until) VALUES
  ('logins 127.0.0.1', 1700000000031);
INSERT INTO turns (job, taken_at) VALUES
  ('tidy', 1700000000032);
