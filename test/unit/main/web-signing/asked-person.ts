import type { Outcome } from '../../../../src/main/prompt/outcome.ts'
import type { Prompts } from '../../../../src/main/prompt/prompts.ts'
import type { Page } from '../../../../src/main/web-signing/page.ts'
import type { Patience } from '../../../../src/main/web-signing/patience.ts'
import { Pin } from '../../../../src/shared/pin/pin.ts'
import type { PageEvent } from '../../../../src/shared/web-signing/wire.ts'
import { rightPin } from './memory-ukey.ts'

export const origin = 'https://www.example.cn'

export const yes = { outcome: 'answered', answer: { granted: true, remember: false } } as const

/** A person who is asked in memory, and says yes and the right PIN unless told otherwise. */
export const askedPerson = () => {
  const asked: { readonly kind: string; readonly [field: string]: unknown }[] = []
  const says: {
    consent: Awaited<ReturnType<Prompts['askConsent']>>
    choice: Awaited<ReturnType<Prompts['askChoice']>>
    pins: (string | Exclude<Outcome<never>, { outcome: 'answered' }>)[]
    tries: 'careful' | 'last-confirmed'
  } = { consent: yes, choice: { outcome: 'refused' }, pins: [], tries: 'careful' }
  const prompts: Pick<Prompts, 'askPin' | 'askConsent' | 'askChoice'> = {
    askPin: async (question, work) => {
      asked.push({ kind: 'pin', ...question })
      const said = says.pins.shift() ?? rightPin
      if (typeof said !== 'string') return said
      const pin = new Pin(said)
      return {
        outcome: 'answered',
        answer: await work({ pin: { entry: 'typed', pin }, tries: says.tries }),
      }
    },
    askConsent: async (question) => {
      asked.push({ kind: 'consent', ...question })
      return says.consent
    },
    askChoice: async (question) => {
      asked.push({ kind: 'choice', ...question })
      return says.choice
    },
  }
  return { asked, says, prompts, kinds: () => asked.splice(0).map(({ kind }) => kind) }
}

/** Patience that lets everything pass and tells what it was told. */
export const endlessPatience = () => {
  const told: (readonly [keyof Patience, string, boolean?])[] = []
  const patience: Patience = {
    ask: (...args) => void told.push(['ask', ...args]),
    refused: (...args) => void told.push(['refused', ...args]),
    granted: (...args) => void told.push(['granted', ...args]),
  }
  return { patience, told }
}

export const openPage = (change: Partial<Page> = {}) => {
  const events: PageEvent[] = []
  const page: Page = {
    ...{ origin, carrier: 'own', granted: null, watching: false, here: true },
    ...{ logins: new Map(), covers: new Set(), requests: new Set() },
    tell: (event) => void events.push(event),
    ...change,
  }
  return { page, events }
}
