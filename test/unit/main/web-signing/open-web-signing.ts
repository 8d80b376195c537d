import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createEvents } from '../../../../src/main/events/events.ts'
import type { Told } from '../../../../src/main/notices/notices.ts'
import { webSigningPart } from '../../../../src/main/web-signing/part.ts'
import { texts } from '../../../../src/shared/text/index.ts'
import { calmState } from '../calm-state.ts'
import { askedPerson, origin } from './asked-person.ts'
import { memoryUkey, now, root } from './memory-ukey.ts'

export const watch = { ask: 'watch' } as const
export const nonce = 'AAAAAAAAAAAAAAAAAAAAAA=='

export const setUp = (home = mkdtempSync(join(tmpdir(), 'web-signing-'))) => {
  const ukey = memoryUkey('ukey-1')
  const [log, told]: [string[], Told[]] = [[], []]
  const is = { standing: 'good' as 'good' | 'revoked' }
  const state = calmState(() => now)
  state.change({ tokens: [ukey.view] })
  const events = createEvents((line) => void log.push(line))
  const person = askedPerson()
  const unasked = async () => ({ outcome: 'refused' }) as const
  let renew = (): void => undefined
  const part = webSigningPart({
    ...{
      home,
      state,
      events,
      clock: () => now,
      log: (line) => void log.push(line),
      words: () => texts('zh-CN'),
    },
    issuerSet: { issuers: [] },
    keyring: {
      current: () => ({
        ...{ settled: true, tokens: [ukey.present], troubles: [], drivers: [], softTroubles: [] },
      }),
    },
    prompts: { ...person.prompts, askFile: unasked, askSave: unasked },
    tokens: {
      find: (id) => ukey.known.find(({ view }) => view.id === id),
      standing: () => is.standing,
    },
    issuers: {
      issuerOf: () => 'demo',
      known: () => ({
        certificates: [Buffer.from(root.certificate.raw).toString('base64')],
        crlUrl: '',
        ocspUrl: '',
      }),
    },
    notices: { of: () => ({ show: (all) => void told.push(...all) }) },
    decryptionRehearsal: { keyNamed: () => null },
    loopbackTrust: {
      tlsFor: () => null,
      onTlsChange: (listener) => {
        renew = listener
      },
    },
    webPorts: ({ ports }) => ports.map(({ tls }) => ({ numbers: [0], tls })),
  })
  onTestFinished(part.stop)
  const { service } = part
  const shown = () => state.current().webSigning
  const carrier = (name: string) => shown().carriers.find((one) => one.name === name)
  const connect = () => {
    const heard: string[] = []
    const page = service.connect({ origin, carrier: 'own', tell: ({ event }) => void heard.push(event) })
    return { ...page, heard }
  }
  return {
    ...person,
    ...{ home, ukey, log, told, is, state, events, part, service, shown, carrier, connect },
    renew: () => renew(),
  }
}
