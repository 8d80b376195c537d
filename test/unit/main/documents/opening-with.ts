import type { SeenCertificates } from '../../../../src/main/decryption-rehearsal/seen-certificates.ts'
import type { JobLogins, KeyUse } from '../../../../src/main/documents/job-logins.ts'
import type { OpeningParts } from '../../../../src/main/documents/opening-keys.ts'
import type { PresentToken, TokenSession } from '../../../../src/native/index.ts'
import { type ErrorCode, errorOf } from '../../../../src/shared/errors/index.ts'
import { holder } from '../sealed.ts'

export const content = new Uint8Array(40).fill(1)
export const [one, other, stranger] = [holder('甲'), holder('乙'), holder('丙')]
export const failure = (code: ErrorCode) => errorOf({ code, params: {} } as Parameters<typeof errorOf>[0])

type Wish = {
  readonly open?: readonly string[]
  readonly known?: readonly string[]
  readonly find?: SeenCertificates['find']
}

/** What a job opens with these tokens. `used` names the tokens that were used, in order. */
export const opening = (
  tokens: readonly { readonly present: PresentToken; readonly session: TokenSession }[],
  { open = [], known = [], find = () => null }: Wish = {},
) => {
  const used: string[] = []
  const logins: JobLogins = {
    use: async ({ present }, work) => {
      used.push(present.facts.id)
      const found = tokens.find((token) => token.present.facts.id === present.facts.id)
      if (!found) throw new Error('no such token')
      return work(found.session)
    },
    isOpen: (tokenId) => open.includes(tokenId),
    known: () => new Set(known),
    end: async () => {},
  }
  const parts: OpeningParts = {
    ...{ tokens: () => tokens.map(({ present }) => present), seen: { find }, logins },
    use: ({ present }): KeyUse => ({
      ...{ present, certificateId: null, purpose: 'decrypt', signal: new AbortController().signal },
      content: { kind: 'files', count: 1, name: null, onKey: false },
    }),
  }
  return { parts, used }
}
