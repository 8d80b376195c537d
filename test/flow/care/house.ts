import { join } from 'node:path'
import { type Care, createCare } from '../../../src/main/care.ts'
import { firstSnapshot } from '../../../src/main/first-snapshot.ts'
import { chosenIssuer, type Issuer, issuerView, loadIssuers } from '../../../src/main/issuers/issuers.ts'
import type { Notification } from '../../../src/main/shell/shell.ts'
import { createStateStore, type StateStore } from '../../../src/main/state/state-store.ts'
import { createTokensService } from '../../../src/main/tokens/tokens-service.ts'
import { viewContext } from '../../../src/main/tokens/view-context.ts'
import { toBase64, utf8 } from '../../../src/pki/bytes.ts'
import type { RunningRa } from '../../../src/ra/server.ts'
import { defaultSettings, type Snapshot } from '../../../src/shared/models/index.ts'
import { type House, openHouse, removeFolder, temporary } from '../issuance/house.ts'
import { insert, UKEY_PIN, virtualDriver } from '../issuance/ukeys.ts'

export const agency = { userName: 'demo', applicantName: '北京示例知识产权代理有限公司' } as const
export const SO_PIN = 'admin123'

export type CareHouse = House & {
  readonly care: Care
  readonly state: StateStore
  /** The folder of the virtual Ukeys. */
  readonly keys: string
  readonly notified: readonly Notification[]
  readonly opened: readonly string[]
  /** Plugs a new key in and answers with its token id. */
  insert(name: string, more?: Parameters<typeof insert>[3]): Promise<string>
  /** What the authority's house does when it makes a key ready: it keeps the administrator's secret of it. */
  personalise(tokenId: string): Promise<void>
  shows(question: (snapshot: Snapshot) => boolean): Promise<Snapshot>
  end(): Promise<void>
}

const root = join(import.meta.dirname, '../../..')

const demoIssuer = (address: string): Issuer => {
  const issuers = loadIssuers(join(root, 'issuers'), join(root, 'no-such-folder'))
  return { ...chosenIssuer(issuers, 'demo'), authority: address }
}

const firstState = (home: string, issuer: Issuer) =>
  firstSnapshot({
    settings: { ...defaultSettings, importSigningCertificate: false },
    problems: [],
    issuer: issuerView(issuer),
    issuers: [issuerView(issuer)],
    about: { version: '0', shell: 'web', runtime: '', system: '', dataFolder: home, logFolder: home },
  })

/** The parts that take care of certificates, over virtual Ukeys and a real authority, as the application joins them. */
export const openCareHouse = async (
  address: string,
  options: { readonly home?: string; readonly issuer?: Partial<Issuer>; readonly clock?: () => Date } = {},
): Promise<CareHouse> => {
  const home = options.home ?? temporary()
  const keys = join(home, 'keys')
  const clock = options.clock ?? (() => new Date())
  const issuer = { ...demoIssuer(address), ...options.issuer }
  const state = createStateStore(firstState(home, issuer), clock)
  const notified: Notification[] = []
  const opened: string[] = []
  let care: Care | undefined
  const house = await openHouse({
    home,
    address,
    drivers: virtualDriver(keys),
    retryMs: 100,
    clock,
    issuer: () => issuer,
    changed: (transactions) => {
      state.change({ transactions })
      show()
      care?.transactionsChanged(transactions)
    },
  })
  const { keyring, authority, account, issuance, secrets } = house
  const tokens = createTokensService({
    keyring,
    context: viewContext({
      authority,
      issuer: () => issuer,
      transactions: () => state.current().transactions,
      now: clock,
    }),
    changed: () => show(),
  })
  const show = () => {
    if (!care) return
    state.change({ settled: keyring.current().settled, tokens: tokens.views() })
    care.tokensChanged()
  }
  care = createCare({
    ...{ home, state, keyring, authority, account, issuance, secrets, clock },
    issuer: () => issuer,
    shell: {
      notify: (notification) => notified.push(notification),
      openExternal: async (url) => void opened.push(url),
    },
    log: (line) => void (house.log as string[]).push(line),
    damaged: (files) => void (house.damaged as string[]).push(...files),
  })
  keyring.subscribe(show)
  care.start()
  show()
  const made = care
  return {
    ...house,
    care: made,
    state,
    keys,
    notified,
    opened,
    insert: (name, more) => insert(house, keys, name, more),
    personalise: async (tokenId) => {
      const facts = keyring.current().tokens.find(({ facts }) => facts.id === tokenId)?.facts
      if (!facts) throw new Error('no such token')
      const { kind, vendor, serial } = facts
      const unlockSecret = toBase64(utf8(SO_PIN))
      await authority.client().tokens.register({ token: { kind, vendor, serial }, unlockSecret })
    },
    shows: (question) =>
      new Promise((resolve, reject) => {
        const stop = state.subscribe((snapshot) => {
          if (question(snapshot)) finish(snapshot)
        })
        const late = setTimeout(() => {
          stop()
          reject(new Error(`it never showed: ${JSON.stringify(state.current()).slice(0, 2000)}`))
        }, 15_000)
        const finish = (snapshot: Snapshot) => {
          clearTimeout(late)
          stop()
          resolve(snapshot)
        }
        if (question(state.current())) finish(state.current())
      }),
    end: async () => {
      made.stop()
      await house.stop()
      if (options.home === undefined) removeFolder(home)
    },
  }
}

/** The code in the newest message that the authority sent. */
export const lastCode = async (ra: RunningRa): Promise<string> => {
  const page = await ra.services.store.messages({ text: '验证码', after: null, limit: 1 })
  return /验证码 (\d{6})/.exec(page.rows[0]?.text ?? '')?.[1] ?? ''
}

/** What came of it: the answer, or the refusal with its figures. */
export const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.catch((error: { readonly code?: string; readonly params?: unknown }) => {
    if (error.code === undefined) throw error
    return { code: error.code, params: error.params }
  })

export { UKEY_PIN }
