import { hostRules, sealLabel } from '../../../src/native/index.ts'
import { parseSeal } from '../../../src/pki/index.ts'
import { isOpen } from '../../../src/shared/transactions/progress.ts'
import { agency, openWholeHouse, UKEY_PIN } from '../../house/businesses.ts'
import { given } from '../../house/issuance.ts'
import { certificateOn } from '../../house/renewals.ts'
import { answering } from '../../house/seals.ts'
import type { Face } from '../../house/tokens.ts'
import { submitUpgrade, upgradeForm } from '../../house/upgrades.ts'
import { type Inspection, inspect, tidy } from '../issuance/inspection.ts'
import { createTrapDoor, type Trap } from '../issuance/trap.ts'
import { chosen } from './chosen.ts'

// The application's own parts as a process that can be killed. It obeys its parent over the channel between them.

export type Setup = {
  readonly home: string
  readonly address: string
  readonly serial: string
  readonly face: Face
}

export type Found = Inspection & {
  /** Numbers of the seals on the token, and the states in which they are judged. */
  readonly seals: readonly string[]
  readonly sealStates: readonly string[]
  readonly opened: readonly string[]
  /** Wizards and drafts that are left. */
  readonly upgrades: number
  readonly drafts: number
}

export type Orders = {
  /** Logs in and waits for the token. Resolves to the process ids of the token hosts. */
  prepare(): Promise<readonly number[]>
  /** An ordinary certificate with its seal on the token, and what is typed kept as a draft. Resolves to its number. */
  fresh(): Promise<string>
  /** Fetches the first seal. */
  fetchSeal(): Promise<void>
  /** Goes through all three ticks, as far as it comes. Resolves to what stopped it. */
  go(trap: Trap | null): Promise<string>
  /** Where everything stands, in words for who looks for the reason. */
  tell(): Promise<string>
  /** Uses every key, and looks at every seal. */
  look(): Promise<Found>
  /** The summary was read, and what was kept of earlier certificates is taken away. */
  end(): Promise<void>
}
export type Order = { readonly id: number; readonly name: keyof Orders; readonly argument: Trap | null }
export type Done = { readonly id: number; readonly result?: unknown; readonly error?: string }

const quickHosts = { ...hostRules, pauses: [20], crashesToGiveUp: 1_000, pollMilliseconds: 40 }

const run = async (setup: Setup): Promise<void> => {
  const door = createTrapDoor(setup.home)
  const house = await openWholeHouse(setup.address, {
    ...{ home: setup.home, face: setup.face, rules: quickHosts },
    before: door.before,
    watched: door.changed,
  })
  answering(house, UKEY_PIN)

  const present = () => house.keyring.current().tokens.filter(({ facts }) => facts.serial === setup.serial)
  const tokenId = () => present()[0]?.facts.id ?? ''
  const codeOf = (error: unknown): string =>
    (error as { readonly code?: string }).code ?? String(error).slice(0, 200)
  const wizard = () => house.state.current().upgrades[0]
  const shown = (serial: string) =>
    house.shows(({ tokens }) =>
      tokens.some(({ pairs }) =>
        pairs.some(({ state, signing }) => state === 'valid' && signing?.serial === serial),
      ),
    )

  const certificateTick = async (): Promise<void> => {
    const open = house.issuance.views().find(isOpen)
    if (open) {
      const rested = await house.rest(open.id)
      if (isOpen(rested)) await house.issuance.resume(open.id, given(UKEY_PIN))
    } else if (!wizard()) await submitUpgrade(house, tokenId())
    const begun = house.issuance.views().find(isOpen)
    if (!begun) return
    const { state, error, waiting } = await house.until(begun.id, (view) => view.state !== 'running')
    if (state !== 'done') throw Object.assign(new Error(), { code: error?.code ?? waiting?.for ?? state })
  }

  const ticks = async (): Promise<void> => {
    await certificateTick()
    const { id } = wizard() ?? {}
    if (id === undefined) throw new Error('the wizard is gone')
    await shown(wizard()?.serial ?? '')
    await house.upgrade.updateSeal(id)
    await house.upgrade.openApplications(id, chosen)
  }

  const orders: Orders = {
    prepare: async () => {
      await house.keyring.refresh()
      await house.shows(({ tokens, settled }) => settled || tokens.length > 0)
      while (present().length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
      if (house.account.state().state === 'signed-out') await house.login(agency)
      await house.upgradeBook.ready
      await house.issuance.ready
      return [...house.keyring.hosts().values()]
    },
    fresh: async () => {
      const target = { kind: 'ukey', tokenId: tokenId() } as const
      const { transactionId } = await house.issuance.start({ target, ...given(UKEY_PIN) })
      await house.rest(transactionId)
      await tidy(house, present(), UKEY_PIN)
      await house.keyring.refresh()
      await house.shows(({ tokens }) => tokens.some(({ pairs }) => pairs.length === 1))
      const { issuerId, serial, holder } = certificateOn(house, tokenId())
      for (const old of house.state.current().upgradeDrafts) house.upgrade.drafts.discard(old)
      house.upgrade.drafts.save({ issuerId, serial, holder, form: upgradeForm, moment: 'confirm' })
      return serial
    },
    fetchSeal: async () => {
      await house.seals.update(tokenId())
    },
    go: async (trap) => {
      door.set(trap)
      return ticks().then(() => 'done', codeOf)
    },
    tell: async () => {
      const { upgrades, transactions, connections, accounts, tokens, seals, prompt } = house.state.current()
      const open = transactions.filter(isOpen).map(({ id, state, waiting, error, steps }) => ({
        ...{ id, state, waiting, error },
        at: steps.find((one) => one.state !== 'done')?.name,
      }))
      const here = tokens.map(({ id, pairs }) => [id, ...pairs.map(({ state }) => state)])
      const sealStates = seals.map(({ kind }) => kind)
      const said = house.log.slice(-15)
      return JSON.stringify({ upgrades, open, connections, accounts, here, sealStates, prompt, said })
    },
    look: async () => {
      await house.keyring.refresh()
      const stored = present().flatMap(({ seals }) => seals)
      const list = await house.authority.client().applications.list({})
      const { upgrades, upgradeDrafts, seals } = house.state.current()
      return {
        ...(await inspect(house, present(), UKEY_PIN)),
        seals: stored.flatMap(({ value, label }) => {
          const seal = value && parseSeal(value)
          return seal && sealLabel(seal.id, seal.raw) === label ? [seal.id] : ['damaged']
        }),
        sealStates: seals.map((seal) => (seal.kind === 'seal' ? seal.state : seal.kind)),
        opened: list.applications.filter(({ opened }) => opened).map(({ id }) => id),
        upgrades: upgrades.length,
        drafts: upgradeDrafts.length,
      }
    },
    end: async () => {
      const { id } = wizard() ?? {}
      if (id !== undefined) await house.upgrade.finish(id)
      await tidy(house, present(), UKEY_PIN)
    },
  }

  process.on('message', async ({ id, name, argument }: Order) => {
    const answer = (done: Omit<Done, 'id'>) => process.send?.({ id, ...done })
    try {
      answer({ result: await orders[name](argument) })
    } catch (error) {
      answer({ error: `${name}: ${codeOf(error)}` })
    }
  })
  process.on('disconnect', () => process.exit(0))
  process.send?.({ id: 0 })
}

await run(JSON.parse(process.argv.at(-1) ?? ''))
