import { captchaAnswer } from '../../house/issuance.ts'
import { type Inspection, opensWith } from './inspection.ts'
import { type Beginning, UKEY_PIN } from './prepared.ts'
import { demo, issuerId, NEW_PIN, PASSWORD, PIN, serialOf, softToken, type World } from './world.ts'

/** One thing that a person wants, pressed again until it is done. */
export type Business = {
  readonly beginning: Beginning
  /** Presses the button, or goes on with what has begun: null when all is done, else what it was refused with. */
  attempt(world: World): Promise<string | null>
  /** What is not as it should be once it is done, after a new start. */
  missing(world: World, inspection: Inspection): Promise<readonly string[]>
}

const nothing = async (): Promise<readonly string[]> => []
const unless = (holds: boolean, what: string): readonly string[] => (holds ? [] : [what])

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

const loggedIn: Business = {
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

const loginAgain: Business = {
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

const logout: Business = {
  beginning: 'holder',
  attempt: async (world) => {
    if (!isLoggedIn(world)) return null
    return world.asked(({ account }) => account.logout({ issuerId, userName: demo.userName }))
  },
  missing: async (world) => unless(!isLoggedIn(world), 'somebody is still logged in'),
}

type Begin = (world: World) => Promise<string>

/** Begins a transaction, or takes it up where it rests, as who presses 继续 does. */
const transact = (begin: Begin, pin: string, whenPaying: (world: World) => Promise<string | null>) => {
  const begun = async (world: World): Promise<string | null> =>
    world.asked(async () => {
      world.transactionId = await begin(world)
    })
  return async (world: World): Promise<string | null> => {
    const open = world.transaction()
    if (open === undefined) {
      if (world.transactionId !== null) return null
      const refused = await begun(world)
      if (refused !== null) return refused
    } else {
      if (open.waiting?.for === 'payment') {
        const refused = await whenPaying(world)
        if (refused !== null) return refused
      }
      const given = open.needsPin ? { pin: { entry: 'typed', pin } as const } : {}
      const resumed = await world.asked(({ transactions }) =>
        transactions.resume({ transactionId: open.id, ...given }),
      )
      if (resumed !== null) return resumed
    }
    const rests = await world.rest()
    if (rests !== 'waits for payment') return rests
    return (await whenPaying(world)) ?? 'waits for payment'
  }
}

const neverPays = async (): Promise<string | null> => 'waits for payment'

/** On the page that opens. */
const pays = async (world: World): Promise<string | null> => {
  const transactionId = world.transaction()?.id ?? ''
  const refused = await world.asked(({ orders }) => orders.openPayment({ transactionId }))
  if (refused === 'request-ended') return null // it was paid when the answer to that was lost
  if (refused !== null) return refused
  const { status } = await fetch(world.assistant().opened.at(-1) ?? '', { method: 'POST' })
  return status < 400 ? null : `the page answers ${status}`
}

const issueSoft: Begin = async (world) => {
  const wish = { issuerId, target: { kind: 'soft' }, pin: { entry: 'typed', pin: PIN } } as const
  return (await world.assistant().client.issuance.start(wish)).transactionId
}
const ukeyOf = (world: World): string =>
  world
    .assistant()
    .snapshot()
    .tokens.find(({ kind }) => kind === 'ukey')?.id ?? ''
const issueUkey: Begin = async (world) => {
  const target = { kind: 'ukey', tokenId: ukeyOf(world) } as const
  const wish = { issuerId, target, pin: { entry: 'typed', pin: UKEY_PIN } } as const
  return (await world.assistant().client.issuance.start(wish)).transactionId
}
const replace: Begin = async (world) => {
  const { client } = world.assistant()
  const { certificates } = await client.replacement.offer({ issuerId })
  const { transactionId } = await client.replacement.start({
    issuerId,
    serial: certificates[0]?.serial ?? '',
    reason: 'lost',
    suspendFirst: true,
    target: { kind: 'soft' },
    pin: { entry: 'typed', pin: PIN },
  })
  return transactionId
}

/** Of the account: a pair that works on a token that is here. */
const onePair = async (_world: World, { inForce }: Inspection): Promise<readonly string[]> =>
  unless(inForce.length === 2, `${inForce.length} certificates are in force`)

const reissue: Business = {
  beginning: 'holder',
  attempt: transact(issueSoft, PIN, neverPays),
  missing: onePair,
}
const issueOnUkey: Business = {
  beginning: 'ukey',
  attempt: transact(issueUkey, UKEY_PIN, neverPays),
  missing: onePair,
}
const replacement: Business = {
  beginning: 'holder',
  attempt: transact(replace, PIN, pays),
  missing: onePair,
}

const waitsToBePaid = transact(replace, PIN, neverPays)
const abandonment: Business = {
  beginning: 'holder',
  attempt: async (world) => {
    const open = world.transaction()
    if (open === undefined) return waitsToBePaid(world)
    const rests = await world.rest()
    if (rests === null) return null
    return world.asked(({ transactions }) => transactions.abandon({ transactionId: open.id }))
  },
  missing: async (world, inspection) => [
    ...unless(world.transaction() === undefined, 'the transaction is still there'),
    ...(await onePair(world, inspection)),
  ],
}

const suspension: Business = {
  beginning: 'holder',
  attempt: (world) =>
    world.asked(async ({ replacement: at }) => {
      const { certificates } = await at.offer({ issuerId })
      const [one] = certificates
      if (one?.status !== 'suspended') await at.suspend({ issuerId, serial: one?.serial ?? '' })
    }),
  missing: async (_world, { suspended }) =>
    unless(suspended.length === 2, 'the certificate is not suspended'),
}

const verifies: Business = {
  beginning: 'holder',
  attempt: (world) => world.asked(({ pin }) => pin.verify({ tokenId: softToken(world), pin: PIN })),
  missing: nothing,
}

/** Each press is a try of the person: it counts once where it was told to be wrong, and else not at all. */
const verifiesWrong: Business = {
  beginning: 'holder',
  attempt: async (world) => {
    const tokenId = softToken(world)
    const left = () =>
      world
        .assistant()
        .snapshot()
        .tokens.find(({ id }) => id === tokenId)?.pin.triesLeft ?? -1
    const before = left()
    const refused = await world.asked(({ pin }) => pin.verify({ tokenId, pin: 'not-this-1' }))
    const should = refused === 'pin-wrong' ? before - 1 : before
    if (left() !== should) world.strange.push(`${before} tries became ${left()} after ${refused}`)
    if (refused !== 'pin-wrong') return refused ?? 'a wrong PIN was taken'
    // Whoever then knows the right one has all tries again.
    return world.asked(({ pin }) => pin.verify({ tokenId, pin: PIN }))
  },
  missing: nothing,
}

const changesPin: Business = {
  beginning: 'holder',
  attempt: async (world) => {
    const tokenId = softToken(world)
    const serial = serialOf(tokenId, world)
    if (world.pins.get(serial) === NEW_PIN) return null
    const refused = await world.asked(({ pin }) => pin.change({ tokenId, oldPin: PIN, newPin: NEW_PIN }))
    if (refused === null) world.pins.set(serial, NEW_PIN)
    return refused
  },
  missing: nothing,
}

const unlocks: Business = {
  beginning: 'locked',
  attempt: async (world) => {
    const tokenId = softToken(world)
    const token = world
      .assistant()
      .snapshot()
      .tokens.find(({ id }) => id === tokenId)
    if (token?.pin.locked === false) return null
    // From now on the new one, should the end of it not be told.
    world.pins.set(token?.serial ?? '', NEW_PIN)
    return world.asked(async ({ unlock }) => {
      const { begun } = await unlock.ways({ tokenId })
      const { id, state } = begun ?? (await unlock.begin({ tokenId, who: { kind: 'account' } }))
      if (state !== 'code-sent') {
        if (!world.disk.isFull()) world.passMinute()
        await unlock.sendCode({ unlockId: id, channel: 'sms' })
      }
      const code = /验证码 (\d{6})/.exec(world.assistant().lastMessage())?.[1] ?? ''
      await unlock.finish({ unlockId: id, code, newPin: NEW_PIN })
    })
  },
  missing: async (world) =>
    unless(
      world
        .assistant()
        .snapshot()
        .tokens.every(({ pin }) => !pin.locked),
      'it is still locked',
    ),
}

const backup: Business = {
  beginning: 'holder',
  attempt: (world) =>
    world.asked(async (client) => {
      const wish = { tokenId: softToken(world), pin: PIN, password: PASSWORD }
      const { base64 } = await client.backup.create(wish)
      if (base64.length < 500) world.strange.push('the backup is too short')
    }),
  missing: nothing,
}

/** Over the one that is here: its PIN is the new one from then on, and the old one as long as that was refused. */
const restore: Business = {
  beginning: 'holder',
  attempt: async (world) => {
    const [serial = ''] = world.pins.keys()
    if (world.pins.get(serial) === NEW_PIN) return null
    const wish = { file: world.prepared.backup, password: PASSWORD, pin: NEW_PIN }
    const refused = await world.asked((client) => client.backup.restore(wish))
    if (refused === null) world.pins.set(serial, NEW_PIN)
    return refused
  },
  missing: nothing,
}

const restoreLocked: Business = { ...restore, beginning: 'locked' }

const moved: Business = {
  beginning: 'holder',
  attempt: async (world) => {
    const tokenId = softToken(world)
    return tokenId === '' ? null : world.asked((client) => client.backup.moved({ tokenId }))
  },
  missing: async (world, { retired }) => {
    const [[serial = '', pin = ''] = []] = world.pins
    const works = await Promise.all(retired.map((folder) => opensWith(folder, serial, pin)))
    return unless(works.includes(true), 'nothing that works is among the retired ones')
  },
}

const importPfx: Business = {
  beginning: 'holder',
  attempt: async (world) => {
    const isHere = world.assistant().snapshot().tokens.length > 1
    if (isHere) return null
    const wish = { file: world.prepared.pfx, password: PASSWORD, pin: NEW_PIN }
    const refused = await world.asked(async (client) => {
      const { tokenId } = await client.backup.importPfx(wish)
      world.pins.set(serialOf(tokenId, world), NEW_PIN)
    })
    return refused
  },
  missing: async (world) => unless(world.assistant().snapshot().tokens.length === 2, 'it was not imported'),
}

const quiet = { from: '22:00', to: '07:00' }
const settings: Business = {
  beginning: 'holder',
  attempt: async (world) => {
    const before = JSON.stringify(world.assistant().snapshot().settings)
    const refused = await world.asked((client) =>
      client.settings.change({ language: 'en', quietHours: quiet }),
    )
    const after = world.assistant().snapshot().settings
    if (refused !== null && JSON.stringify(after) !== before) world.strange.push('a refused setting counts')
    return refused
  },
  missing: async (world) =>
    unless(world.assistant().snapshot().settings.language === 'en', 'the setting is gone'),
}

/** In the system's store of certificates, which lies on another disk. */
const registers: Business = {
  beginning: 'holder',
  attempt: async (world) => {
    const change = { importSigningCertificate: true }
    const refused = await world.asked((client) => client.settings.change(change))
    if (refused !== null) return refused
    const { certificateStore } = world.assistant().client
    await certificateStore.refresh()
    for (;;) {
      const { state, registered, report } = await certificateStore.finding()
      if (state === 'fine' && registered === 1) return null
      if (state !== 'fine') return report?.code ?? state
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  },
  missing: async (world) => {
    const { certificateStore } = world.assistant().client
    return unless((await certificateStore.finding()).registered === 1, 'it is not registered')
  },
}

/** All that only reads, beside what the authority says of the certificate. */
const looks: Business = {
  beginning: 'holder',
  attempt: async (world) => {
    const certificateId = world.assistant().snapshot().tokens[0]?.pairs[0]?.signing?.id ?? ''
    return world.asked(async (client) => {
      await client.certificates.details({ certificateId })
      await client.certificates.export({ certificateId, format: 'pem' })
      await client.history.export({})
      await client.navigation.go({ place: { page: 'home' } })
      await client.state.refresh()
      await client.replacement.offer({ issuerId })
      const { state } = await client.certificates.revocation({ certificateId })
      if (state !== 'good' && !world.disk.isFull()) world.strange.push(`the certificate is ${state}`)
    })
  },
  missing: nothing,
}

/** Nothing but a start. */
const starts: Business = { beginning: 'holder', attempt: async () => null, missing: nothing }

export const businesses = {
  'first login': loggedIn,
  'login again': loginAgain,
  logout,
  start: starts,
  reissue,
  'issue on a Ukey': issueOnUkey,
  replacement,
  abandonment,
  suspension,
  'right PIN': verifies,
  'wrong PIN': verifiesWrong,
  'PIN change': changesPin,
  unlocking: unlocks,
  backup,
  restore,
  'restore of a locked one': restoreLocked,
  moved,
  'import of a .pfx': importPfx,
  settings,
  'system store': registers,
  looks,
} as const satisfies Readonly<Record<string, Business>>

export type BusinessName = keyof typeof businesses
export const businessNames = Object.keys(businesses) as readonly BusinessName[]
