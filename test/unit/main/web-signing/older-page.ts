import type { Connection } from '../../../../src/main/web-signing/connections.ts'
import type { FileWish } from '../../../../src/main/web-signing/files/page-files.ts'
import type { Wish } from '../../../../src/main/web-signing/keys.ts'
import { PageRefusal, refusalOf } from '../../../../src/main/web-signing/page-refusal.ts'
import type { Usable } from '../../../../src/main/web-signing/site-certificates.ts'
import { openSofSession, type SofParts } from '../../../../src/main/web-signing/sof/session.ts'
import type { RefusalCode } from '../../../../src/shared/web-signing/wire.ts'
import { origin } from './asked-person.ts'
import { certificatesOn, memoryUkey, now } from './memory-ukey.ts'

export const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64')
export const bytesOf = (text: unknown): Uint8Array => Uint8Array.from(Buffer.from(String(text), 'base64'))
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

export type Use = Omit<Wish<unknown>, 'work' | 'digest'> & {
  readonly digest: string | null
  readonly name: unknown
}

const notAsked = async (): Promise<never> => {
  throw new Error('no older client asks this')
}

const ukeysNamed = (names: readonly string[]) => names.map((name) => memoryUkey(name))
const file = { name: '合同.pdf', bytes: utf8('文件的内容') }

/**
 * A page of an older client. Its certificates are named `c0`, `c1`…: of each Ukey the signing one and then the
 * encryption one. `says` is what the person says.
 */
export const olderPage = (names: readonly string[] = ['ukey-1'], logsIn = true) => {
  const ukeys = ukeysNamed(names)
  const certificates = certificatesOn(ukeys)
  const all: Usable[] = [...certificates.all()]
  const says: { see: RefusalCode | null; use: RefusalCode | null; isIn: boolean } = {
    ...{ see: null, use: null, isIn: true },
  }
  const [uses, picked, saved]: [Use[], FileWish[], [string, string, Uint8Array][]] = [[], [], []]
  const done = { ended: 0, left: 0 }
  const nameOf = ({ id }: Usable): string => `c${all.findIndex((one) => one.id === id)}`
  const withKey = async <T>(wish: Wish<T>, name: string | undefined): Promise<T> => {
    const { work, digest, fits, ...rest } = wish
    const one = all.find((each) => nameOf(each) === name)
    if (says.use !== null) throw new PageRefusal(says.use)
    if (one === undefined || fits?.(one) === false) throw new PageRefusal('no-certificate')
    const hand = certificates.atHand(one)
    if (hand === null) throw new PageRefusal('token-gone')
    uses.push({ ...rest, digest: digest(one), name })
    return hand.present.token.withSession(null, (session) => work(session, hand, one))
  }
  const page: Connection = {
    ...{ origin, ask: notAsked, nameOf, withKey },
    certificates: async () => {
      if (says.see !== null) throw new PageRefusal(says.see)
      return all
    },
    files: {
      pick: async (wish, intake) => {
        picked.push(wish)
        const reading = intake(file.name, file.bytes.length)
        reading.take(file.bytes)
        return reading.end()
      },
      confirm: async () => undefined,
      save: async (purpose, { name, bytes }) => void saved.push([purpose, name, bytes]),
    },
    endLogins: () => {
      done.ended += 1
    },
    isLoggedIn: () => says.isIn,
    refusalOf: (error) => refusalOf(error, () => undefined),
    leave: () => {
      done.left += 1
    },
  }
  const verdict: { on: ReturnType<SofParts['verdictOn']>; tries: number | null } = { on: 'good', tries: 7 }
  const parts: SofParts = {
    now: () => now,
    serialOf: (tokenId) => `serial-${tokenId}`,
    triesOf: () => verdict.tries,
    verdictOn: () => verdict.on,
  }
  const session = openSofSession(page, parts, logsIn)
  const certs = all.map(({ certificate }) => base64(certificate.raw))
  return {
    ...{ ukeys, all, certs, says, uses, picked, saved, done, page, parts, verdict, session, file },
    /** As pages of these clients name a user: the container and the device. */
    certId: (at = 0) => `c${2 * at}/serial-${names[at]}`,
  }
}
