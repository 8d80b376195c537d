import type { Certificate } from '../../../pki/index.ts'
import type { Connection } from '../connections.ts'
import type { Usable } from '../site-certificates.ts'
import { SOR, SofError, sofCodeOf } from './sof-error.ts'

/** A signing certificate and the encryption certificate beside it, which pages name together. */
export type SofUser = {
  /** `<container>/<serial of the device>`, as pages of these clients split it. */
  readonly certId: string
  readonly holder: string
  readonly signing: Usable
  readonly encryption: Usable | null
}

export type SofParts = {
  readonly now: () => Date
  /** The serial number of a token, by its id. */
  readonly serialOf: (tokenId: string) => string
  readonly triesOf: (tokenId: string) => number | null
  readonly verdictOn: (
    certificate: Certificate,
  ) => 'good' | 'untrusted' | 'expired' | 'revoked' | 'not-yet-valid'
}

/** What one connection of a page has said and done, in the sense of GM/T 0020. */
export type SofSession = {
  readonly page: Connection
  readonly parts: SofParts
  lastError: number
  signMethod: number
  encryptMethod: number
  lastLogin: string
  lastSigner: string
  /** Whether pages of this client log in before they sign. Others ask for each signature. */
  readonly logsIn: boolean
  /** Certificates with which the page is logged in. */
  readonly loggedIn: Set<string>
  /** Who was found when these certificates were here. */
  seen: { readonly all: readonly Usable[]; readonly users: readonly SofUser[] } | null
}

export const openSofSession = (page: Connection, parts: SofParts, logsIn = true): SofSession => ({
  ...{
    page,
    parts,
    logsIn,
    lastError: SOR.ok,
    signMethod: 0,
    encryptMethod: 0,
    lastLogin: '',
    lastSigner: '',
  },
  loggedIn: new Set(),
  seen: null,
})

/** Pages take lists apart at these letters. */
const withoutMarks = (text: string): string =>
  text.replaceAll('|', '｜').replaceAll('&', '＆').replaceAll('/', '／')

/** The certificates that the page may see. Asks the person if the site is not approved yet. */
export const usersOf = async (session: SofSession): Promise<readonly SofUser[]> => {
  const { page, parts } = session
  const all = await page.certificates()
  if (session.seen?.all === all) return session.seen.users
  const users = all
    .filter(({ uses }) => uses.includes('sign'))
    .map((signing) => ({
      certId: `${page.nameOf(signing)}/${withoutMarks(parts.serialOf(signing.view.tokenId))}`,
      holder: withoutMarks(signing.view.holder),
      signing,
      encryption:
        all.find(
          ({ pairId, uses, view }) =>
            pairId === signing.pairId && view.tokenId === signing.view.tokenId && uses.includes('encrypt'),
        ) ?? null,
    }))
  session.seen = { all, users }
  return users
}

/** Some pages name only the container. */
export const userOf = async (session: SofSession, certId: string): Promise<SofUser> => {
  const [container = ''] = certId.split('/')
  const users = await usersOf(session)
  const found = users.find((user) => user.certId === certId || user.certId.split('/')[0] === container)
  if (found === undefined) throw new SofError(SOR.noCertificate)
  return found
}

export const isIn = (session: SofSession, user: SofUser): boolean => session.loggedIn.has(user.certId)

/** Runs one call. What goes wrong is a number afterwards, and never an answer. */
export const calling = async <T>(session: SofSession, work: () => Promise<T>): Promise<T | null> => {
  try {
    const answer = await work()
    session.lastError = SOR.ok
    return answer
  } catch (error) {
    session.lastError = sofCodeOf(error, session.page.refusalOf)
    return null
  }
}
