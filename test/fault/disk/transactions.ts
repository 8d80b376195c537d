import { type Business, unless } from './business.ts'
import type { Inspection } from './inspection.ts'
import { UKEY_PIN } from './prepared.ts'
import { issuerId, PIN, type World } from './world.ts'

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

export const reissue: Business = {
  beginning: 'holder',
  attempt: transact(issueSoft, PIN, neverPays),
  missing: onePair,
}
export const issueOnUkey: Business = {
  beginning: 'ukey',
  attempt: transact(issueUkey, UKEY_PIN, neverPays),
  missing: onePair,
}
export const replacement: Business = {
  beginning: 'holder',
  attempt: transact(replace, PIN, pays),
  missing: onePair,
}

const waitsToBePaid = transact(replace, PIN, neverPays)
export const abandonment: Business = {
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

export const suspension: Business = {
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
