import type { Writers } from './writers.ts'

export const captchaWriters: Writers<'use-captcha'> = {
  'use-captcha': (db, { key, expiresAt }) =>
    db.run('INSERT INTO used_captchas VALUES (?, ?)', key, expiresAt),
}
