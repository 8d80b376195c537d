import { captchaAnswer } from '../../house/issuance.ts'
import { type Business, unless } from './business.ts'
import { demo, issuerId, type World } from './world.ts'

const isLoggedIn = (world: World): boolean =>
  world
    .assistant()
    .snapshot()
    .accounts.some(({ account }) => account.state === 'signed-in')

const logIn = async (world: World): Promise<string | null> =>
  world.asked(async ({ account }) => {
    const { id } = await account.captcha({ issuerId })
    await account.login({ ...demo, issuerId, captchaId: id, captcha: captchaAnswer })
  })

export const loggedIn: Business = {
  beginning: 'new',
  attempt: async (world) => (isLoggedIn(world) ? null : logIn(world)),
  missing: async (world) => unless(isLoggedIn(world), 'nobody is logged in'),
}

/** Once for each run: the first press, and what follows from it. */
const first = new WeakSet<World>()
const isFirst = (world: World): boolean => {
  const known = first.has(world)
  first.add(world)
  return !known
}

export const loginAgain: Business = {
  beginning: 'holder',
  attempt: async (world) => {
    if (isFirst(world)) {
      const refused = await world.asked(({ account }) =>
        account.logout({ issuerId, userName: demo.userName }),
      )
      if (refused !== null) return refused
    }
    return isLoggedIn(world) ? null : logIn(world)
  },
  missing: loggedIn.missing,
}

export const logout: Business = {
  beginning: 'holder',
  attempt: async (world) => {
    if (!isLoggedIn(world)) return null
    return world.asked(({ account }) => account.logout({ issuerId, userName: demo.userName }))
  },
  missing: async (world) => unless(!isLoggedIn(world), 'somebody is still logged in'),
}
