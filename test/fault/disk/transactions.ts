import { type Business, unless } from './business.ts'
import type { Inspection } from './inspection.ts'
import { UKEY_PIN } from './prepared.ts'
import { issuerId, PIN, type Stage } from './stage.ts'

type Begin = (stage: Stage) => Promise<string>

/** Begins a transaction, or takes it up where it rests, as who presses 继续 does. */
const transact = (begin: Begin, pin: string, whenPaying: (stage: Stage) => Promise<string | null>) => {
  const begun = async (stage: Stage): Promise<string | null> =>
    stage.asked(async () => {
      stage.transactionId = await begin(stage)
    })
  return async (stage: Stage): Promise<string | null> => {
    const open = stage.transaction()
    if (open === undefined) {
      if (stage.transactionId !== null) return null
      const refused = await begun(stage)
      if (refused !== null) return refused
    } else {
      if (open.waiting?.for === 'payment') {
        const refused = await whenPaying(stage)
        if (refused !== null) return refused
      }
      const given = open.needsPin ? { pin: { entry: 'typed', pin } as const } : {}
      const resumed = await stage.asked(({ transactions }) =>
        transactions.resume({ transactionId: open.id, ...given }),
      )
      if (resumed !== null) return resumed
    }
    const rests = await stage.rest()
    if (rests !== 'waits for payment') return rests
    return (await whenPaying(stage)) ?? 'waits for payment'
  }
}

const neverPays = async (): Promise<string | null> => 'waits for payment'

/** On the page that opens. */
const pays = async (stage: Stage): Promise<string | null> => {
  const transactionId = stage.transaction()?.id ?? ''
  const refused = await stage.asked(({ orders }) => orders.openPayment({ transactionId }))
  if (refused === 'request-ended') return null // it was paid when the answer to that was lost
  if (refused !== null) return refused
  const { status } = await fetch(stage.assistant().opened.at(-1) ?? '', { method: 'POST' })
  return status < 400 ? null : `the page answers ${status}`
}

const issueSoft: Begin = async (stage) => {
  const wish = { issuerId, target: { kind: 'soft' }, pin: { entry: 'typed', pin: PIN } } as const
  return (await stage.assistant().client.issuance.start(wish)).transactionId
}
const ukeyOf = (stage: Stage): string =>
  stage
    .assistant()
    .snapshot()
    .tokens.find(({ kind }) => kind === 'ukey')?.id ?? ''
const issueUkey: Begin = async (stage) => {
  const target = { kind: 'ukey', tokenId: ukeyOf(stage) } as const
  const wish = { issuerId, target, pin: { entry: 'typed', pin: UKEY_PIN } } as const
  return (await stage.assistant().client.issuance.start(wish)).transactionId
}
const replace: Begin = async (stage) => {
  const { client } = stage.assistant()
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
const onePair = async (_world: Stage, { inForce }: Inspection): Promise<readonly string[]> =>
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
  attempt: async (stage) => {
    const open = stage.transaction()
    if (open === undefined) return waitsToBePaid(stage)
    const rests = await stage.rest()
    if (rests === null) return null
    return stage.asked(({ transactions }) => transactions.abandon({ transactionId: open.id }))
  },
  missing: async (stage, inspection) => [
    ...unless(stage.transaction() === undefined, 'the transaction is still there'),
    ...(await onePair(stage, inspection)),
  ],
}

export const suspension: Business = {
  beginning: 'holder',
  attempt: (stage) =>
    stage.asked(async ({ replacement: at }) => {
      const { certificates } = await at.offer({ issuerId })
      const [one] = certificates
      if (one?.status !== 'suspended') await at.suspend({ issuerId, serial: one?.serial ?? '' })
    }),
  missing: async (_world, { suspended }) =>
    unless(suspended.length === 2, 'the certificate is not suspended'),
}
