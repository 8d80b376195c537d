import { answerCaptcha } from '../../rules/captcha.ts'
import type { Store } from '../store.ts'
import type { Sql } from './sql.ts'
import { transact } from './transact.ts'

/** Only captchas that were answered are written down; those that wait are with whoever asked for them. */
export function captchaStore(db: Sql): Pick<Store, 'answerCaptcha'> {
  return {
    answerCaptcha: async (answer) => {
      await transact(db.holding({ of: 'name', id: `captcha ${answer.key}` }), function* () {
        const found = yield* db.get('SELECT 1 AS there FROM used_captchas WHERE key = ?', answer.key)
        return answerCaptcha({ isUsed: found !== null }, answer)
      })
    },
  }
}
