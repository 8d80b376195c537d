import { expect } from 'vitest'
import { createPinService, type PinParts } from '../../../../src/main/pin/pin-service.ts'
import { Pin, type PresentToken } from '../../../../src/native/index.ts'
import { AssistantError, type PlainErrorCode } from '../../../../src/shared/errors/index.ts'
import { pinWith } from '../../../world.ts'
import { memoryUkey } from '../web-signing/memory-ukey.ts'

export const pin = (text = '246813') => new Pin(text)
export const careful = { tries: 'careful' } as const
export const consent = { tries: 'careful', strength: 'checked' } as const
export const refused = (code: string, params: object = {}) => expect.objectContaining({ code, params })
export const fail = (code: PlainErrorCode) => Promise.reject(new AssistantError(code))

export type Wish = {
  readonly facts?: Partial<PresentToken['facts']>
  readonly verify?: () => Promise<void>
  readonly change?: () => Promise<void>
  readonly rule?: PinParts['issuerRule']
  readonly secrets?: false
  /** A secret is not made before this. */
  readonly offered?: Promise<void>
}

/** A Ukey whose count of tries is `counts[0]` when it is asked the first time, and so on. */
export const setUp = (wish: Wish = {}) => {
  const ukey = memoryUkey('ukey-1')
  const counts = [pinWith({ triesLeft: 5 }), pinWith({ triesLeft: 4 })]
  const did: unknown[] = []
  const history: unknown[] = []
  const is = { trouble: null as Error | null }
  const facts = { ...ukey.present.facts, label: '我的 Ukey', ...wish.facts }
  const token: PresentToken['token'] = {
    ...ukey.present.token,
    facts: async () => {
      if (is.trouble !== null && counts.length < 2) throw is.trouble
      return { ...facts, pin: counts.shift() ?? facts.pin }
    },
    verifyPin: (given) => {
      did.push(['verify', given.reveal()])
      return wish.verify?.() ?? Promise.resolve()
    },
    changePin: (from, to) => {
      did.push(['change', from.reveal(), to.reveal()])
      return wish.change?.() ?? Promise.resolve()
    },
  }
  const present = { ...ukey.present, token, facts }
  const service = createPinService({
    keyring: {
      current: () => ({ settled: true, tokens: [present], troubles: [], drivers: [], softTroubles: [] }),
    },
    ...{
      issuerOf: () => 'demo',
      issuerRule: wish.rule ?? (() => null),
      accountNumbers: () => ['13800138000'],
    },
    history: { add: (entry) => void history.push(entry) },
    ...(wish.secrets === false
      ? {}
      : {
          secrets: {
            offer: async (one, given) => {
              await wish.offered
              did.push(['offer', one.id, given.reveal()])
            },
          },
        }),
  })
  return { ...{ service, did, history, counts, present, is } }
}
export const noted = (kind: string, tokenName = '我的 Ukey') => ({
  ...{ kind, tokenId: 'ukey-1', tokenName, holder: null, serial: null, detail: null },
})
