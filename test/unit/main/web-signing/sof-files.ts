import type { Connection } from '../../../../src/main/web-signing/connections.ts'
import type { PickedFile } from '../../../../src/main/web-signing/files/intake.ts'
import type { FileWish } from '../../../../src/main/web-signing/files/page-files.ts'
import type { Wish } from '../../../../src/main/web-signing/keys.ts'
import { refusalOf } from '../../../../src/main/web-signing/page-refusal.ts'
import type { Usable } from '../../../../src/main/web-signing/site-certificates.ts'
import { openSofSession, type SofUser } from '../../../../src/main/web-signing/sof/session.ts'
import { sm3 } from '../../../../src/pki/index.ts'
import { origin } from './asked-person.ts'
import { certificatesOn, type MemoryUkey, memoryUkey, now } from './memory-ukey.ts'

type Use = Omit<Wish<unknown>, 'work' | 'digest'> & { readonly digest: string | null; readonly name: unknown }

const notAsked = async (): Promise<never> => {
  throw new Error('no call for a file asks this')
}

/** A page of an older client, logged in, whose person picks `file` and saves what comes. All that it asks is noted. */
export const sofFiles = (
  file: Uint8Array | ((ukey: MemoryUkey) => Uint8Array) = Buffer.from('内容'),
  name = '合同.pdf',
) => {
  const ukey = memoryUkey('ukey-1')
  const bytes = typeof file === 'function' ? file(ukey) : file
  const certificates = certificatesOn([ukey])
  const [signing, encryption] = certificates.all() as [Usable, Usable]
  const user: SofUser = { certId: 'me/1', holder: '', signing, encryption }
  const picked: FileWish[] = []
  const confirmed: (readonly [string, PickedFile])[] = []
  const saved: (readonly [string, string, Uint8Array])[] = []
  const uses: Use[] = []
  const says = { no: null as Error | null }
  const page: Connection = {
    origin,
    ...{ ask: notAsked, certificates: notAsked, endLogins: () => undefined, leave: () => undefined },
    ...{ isLoggedIn: () => true, refusalOf: (error) => refusalOf(error, () => undefined) },
    nameOf: ({ id }) => `name of ${id}`,
    withKey: (wish, named) => {
      const { work, digest, ...rest } = wish
      const one = wish.use === 'sign' ? signing : encryption
      uses.push({ ...rest, digest: digest(one), name: named })
      const hand = certificates.atHand(one)
      if (hand === null) throw new Error('the Ukey is gone')
      return hand.present.token.withSession(null, (session) => work(session, hand, one))
    },
    files: {
      pick: async (wish, intake) => {
        picked.push(wish)
        const reading = intake(name, bytes.length)
        for (let at = 0; at < bytes.length; at += 3) reading.take(bytes.subarray(at, at + 3))
        return reading.end()
      },
      confirm: async (purpose, file) => {
        if (says.no !== null) throw says.no
        confirmed.push([purpose, file])
      },
      save: async (purpose, file) => {
        if (says.no !== null) throw says.no
        saved.push([purpose, file.name, file.bytes])
      },
    },
  }
  const parts = { now: () => now, serialOf: () => '', triesOf: () => null, verdictOn: () => 'good' as const }
  const session = openSofSession(page, parts)
  session.loggedIn.add(user.certId)
  const digest = Buffer.from(sm3(bytes)).toString('hex').toUpperCase()
  const shown = { kind: 'file', name, length: bytes.length, sm3: digest } as const
  return {
    ...{ ukey, signing, encryption, user, session, bytes },
    ...{ picked, confirmed, saved, uses, says, digest, shown },
  }
}
