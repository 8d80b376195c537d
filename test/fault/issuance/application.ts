import type { BusinessDetails } from '../../../src/main/transactions/index.ts'
import type { PresentToken } from '../../../src/native/index.ts'
import { hostRules } from '../../../src/native/index.ts'
import type { TransactionView } from '../../../src/shared/models/index.ts'
import { isOpen } from '../../../src/shared/transactions/progress.ts'
import { virtualDriver } from '../../flow/issuance/ukeys.ts'
import { given, type House, openHouse } from '../../house/issuance.ts'
import { people } from '../../house/renewals.ts'
import type { Face } from '../../house/tokens.ts'
import { type Inspection, inspect, tidy } from './inspection.ts'
import { createTrapDoor, type Trap } from './trap.ts'

// The application's own parts as a process that can be killed. It obeys its parent over the channel between them.

export type Wish =
  | { readonly kind: 'soft' }
  | { readonly kind: 'ukey'; readonly serial: string; readonly face: Face }
export type Setup = {
  readonly home: string
  readonly address: string
  readonly wish: Wish
  readonly pin: string
  readonly holder: { readonly userName: string; readonly applicantName: string }
}

export type Business = 'issue' | 'replacement' | 'renew'
export type Start = { readonly trap: Trap | null; readonly business: Business }

/** What the parent may ask for, by name. */
export type Orders = {
  /** Logs in if necessary and waits until the token is there. Resolves to the process ids of the token hosts. */
  prepare(): Promise<readonly number[]>
  start(wanted: Start): Promise<string>
  /** Goes on and leaves the trap in place, because the person was only asked for something. */
  goOn(): Promise<void>
  /** Goes on after everything is in order again. */
  resume(): Promise<void>
  /** Pays what the transaction waits for, on the page that a person would open. */
  pay(): Promise<void>
  /** The authority's name for the request of the unfinished transaction. */
  requestId(): Promise<string>
  /** The unfinished transaction, once it does not run. */
  rest(): Promise<TransactionView | null>
  inspect(): Promise<Inspection>
  /** Takes away what was kept of earlier certificates, as a person may, so that the next run begins with one pair. */
  tidy(): Promise<void>
}
export type Order = { readonly id: number; readonly name: keyof Orders; readonly argument: Start | null }
export type Done = { readonly id: number; readonly result?: unknown; readonly error?: string }

/** A key store that keeps what it sealed readable for nobody who only looks. */
const flipped = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ 0x5a)
const keyStore = {
  seal: (text: string) => flipped(new TextEncoder().encode(text)),
  open: (sealed: Uint8Array) => new TextDecoder().decode(flipped(sealed)),
}

const quickHosts = { ...hostRules, pauses: [20], crashesToGiveUp: 1_000, pollMilliseconds: 40 }

const run = async (setup: Setup): Promise<void> => {
  const door = createTrapDoor(setup.home)
  const { wish } = setup
  const house: House = await openHouse({
    home: setup.home,
    address: setup.address,
    rules: quickHosts,
    retryMs: 600_000,
    before: door.before,
    changed: door.changed,
    keyStore: () => keyStore,
    ...(wish.kind === 'ukey'
      ? { drivers: virtualDriver(process.env.VIRTUAL_UKEY_HOME ?? '', wish.face) }
      : {}),
  })

  const concerned = (): readonly PresentToken[] =>
    house.keyring
      .current()
      .tokens.filter(({ facts }) =>
        wish.kind === 'soft' ? facts.kind === 'soft' : facts.serial === wish.serial,
      )

  const tokenThere = () =>
    new Promise<void>((resolve) => {
      const isThere = () =>
        house.keyring.current().settled && (wish.kind === 'soft' || concerned().length === 1)
      if (isThere()) return resolve()
      const leave = house.keyring.subscribe(() => {
        if (!isThere()) return
        leave()
        resolve()
      })
    })

  /** A 补办 replaces the certificate in force. */
  const businessOf = async (business: Business): Promise<BusinessDetails> => {
    if (business === 'issue') return { kind: 'issue' }
    if (business === 'renew') return renewalOf(await oldSerial())
    return { kind: 'replacement', previousSerial: await oldSerial(), lossReason: 'lost' }
  }
  /** The signing certificate in force. */
  const oldSerial = async (): Promise<string> => {
    const { certificates } = await house.authority.client().certificates.list({})
    const old = certificates.find(({ status, usage }) => status === 'active' && usage === 'signature')
    return old?.serial ?? ''
  }
  /** What a person typed is kept as a draft before anything begins, as the pages do it. */
  const renewalOf = async (serial: string): Promise<BusinessDetails> => {
    const {
      terms,
      agreementVersion,
      keys = 'new',
    } = await house.authority.client().renewals.quote({ serial })
    const form = { ...people, termYears: 1, agreementVersion }
    house.renewalDrafts.save({ issuerId: 'demo', serial, holder: '甲', form, moment: 'confirm' })
    const term = terms.find(({ years }) => years === 1)
    const expectedTotalFen = term?.totalFen ?? 0
    const details = { previousSerial: serial, termYears: 1, agreementVersion, expectedTotalFen }
    return { kind: 'renew', ...details, keys, expectedNotAfter: term?.notAfter }
  }

  const pay = async () => {
    const requestId = house.issuance.requestOf(unfinished()?.id ?? '') ?? ''
    const client = house.authority.client()
    const { request } = await client.requests.get({ requestId })
    const { payUrl } = await client.orders.get({ orderId: request.order?.id ?? '' })
    const { ok, status } = await fetch(payUrl ?? '', { method: 'POST' })
    if (!ok) throw new Error(`the payment page answers ${status}`)
  }

  const unfinished = () => house.issuance.views().find(isOpen)

  const goOn = async () => {
    const view = unfinished()
    if (view) await house.issuance.resume(view.id, given(setup.pin))
  }

  const orders: Orders = {
    prepare: async () => {
      await house.keyring.refresh()
      await tokenThere()
      if (house.account.state().state === 'signed-out') await house.login(setup.holder)
      return [...house.keyring.hosts().values()]
    },
    start: async ({ trap, business: kind }) => {
      const business = await businessOf(kind)
      door.set(trap)
      const tokenId = concerned()[0]?.facts.id ?? ''
      const keysStay = business.kind === 'renew' && business.keys === 'same'
      const fresh = wish.kind === 'soft' ? wish : ({ kind: 'ukey', tokenId } as const)
      const target = keysStay ? ({ kind: 'holding', tokenId } as const) : fresh
      return (await house.issuance.start({ target, ...given(setup.pin), business })).transactionId
    },
    goOn,
    resume: () => {
      door.set(null)
      return goOn()
    },
    pay,
    requestId: async () => house.issuance.requestOf(unfinished()?.id ?? '') ?? '',
    rest: async () => {
      await house.issuance.ready
      const view = unfinished()
      const rested = view ? await house.rest(view.id) : null
      return rested && isOpen(rested) ? rested : null
    },
    inspect: () => inspect(house, concerned(), setup.pin),
    tidy: () => tidy(house, concerned(), setup.pin),
  }

  process.on('message', async ({ id, name, argument }: Order) => {
    const answer = (done: Omit<Done, 'id'>) => process.send?.({ id, ...done })
    try {
      answer({ result: await orders[name](argument ?? { trap: null, business: 'issue' }) })
    } catch (error) {
      answer({ error: error instanceof Error ? error.message : String(error) })
    }
  })
  process.on('disconnect', () => process.exit(0))
  process.send?.({ id: 0 })
}

await run(JSON.parse(process.argv.at(-1) ?? ''))
