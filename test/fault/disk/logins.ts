import { captchaAnswer } from '../../house/issuance.ts'
import { type Business, unless } from './business.ts'
import { demo, issuerId, type Stage } from './stage.ts'

const isLoggedIn = (stage: Stage): boolean =>
  stage
    .assistant()
    .snapshot()
    .accounts.some(({ account }) => account.state === 'signed-in')

const logIn = async (stage: Stage): Promise<string | null> =>
  stage.asked(async ({ account }) => {
    const { id } = await account.captcha({ issuerId })
    await account.login({ ...demo, issuerId, captchaId: id, captcha: captchaAnswer })
  })

export const loggedIn: Business = {
  beginning: 'new',
  attempt: async (stage) => (isLoggedIn(stage) ? null : logIn(stage)),
  missing: async (stage) => unless(isLoggedIn(stage), 'nobody is logged in'),
}

/** Once for each run: the first press, and what follows from it. */
const first = new WeakSet<Stage>()
const isFirst = (stage: Stage): boolean => {
  const known = first.has(stage)
  first.add(stage)
  return !known
}

export const loginAgain: Business = {
  beginning: 'holder',
  attempt: async (stage) => {
    if (isFirst(stage)) {
      const refused = await stage.asked(({ account }) =>
        account.logout({ issuerId, userName: demo.userName }),
      )
      if (refused !== null) return refused
    }
    return isLoggedIn(stage) ? null : logIn(stage)
  },
  missing: loggedIn.missing,
}

export const logout: Business = {
  beginning: 'holder',
  attempt: async (stage) => {
    if (!isLoggedIn(stage)) return null
    return stage.asked(({ account }) => account.logout({ issuerId, userName: demo.userName }))
  },
  missing: async (stage) => unless(!isLoggedIn(stage), 'somebody is still logged in'),
}
