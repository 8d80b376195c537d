import { createDispatcher } from '../../../../src/main/web-signing/dispatcher.ts'
import { createKeys } from '../../../../src/main/web-signing/keys.ts'
import { usualScopes } from '../../../../src/main/web-signing/sites.ts'
import { createTurns } from '../../../../src/main/web-signing/turns.ts'
import { sm2Verify } from '../../../../src/pki/index.ts'
import type { SiteScopes } from '../../../../src/shared/web-signing/model.ts'
import type { PageRequest, Signed } from '../../../../src/shared/web-signing/wire.ts'
import { askedPerson, endlessPatience, openPage } from './asked-person.ts'
import { certificatesOn, memoryUkey, now, root } from './memory-ukey.ts'

export const nonce = 'AAAAAAAAAAAAAAAAAAAAAA=='
export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
export const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'))
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase()
export const { signal } = new AbortController()

export const setUp = (scopes: SiteScopes = usualScopes) => {
  const ukey = memoryUkey('ukey-1')
  const certificates = certificatesOn([ukey])
  const person = askedPerson()
  const history: { readonly digest: string | null }[] = []
  const turns = createTurns()
  const site: { scopes: SiteScopes | null; wants: number; revoked: boolean } = {
    scopes,
    wants: 0,
    revoked: false,
  }
  const approval = {
    scopes: () => site.scopes,
    want: async () => {
      site.wants += 1
      return scopes
    },
  }
  const keys = createKeys({
    ...{ certificates, prompts: person.prompts, patience: endlessPatience().patience, now: () => now },
    sites: { find: () => null, used: () => undefined },
    history: { add: (use) => void history.push(use) },
    ...{ tokens: () => [ukey.view], busy: () => null },
  })
  const isRevoked = () => site.revoked
  const dispatcher = createDispatcher({ approval, keys, certificates, turns, isRevoked, now: () => now })
  const { page } = openPage()
  const ask = (request: PageRequest) => dispatcher.ask(page, request, signal)
  const sign = (more: object = {}) =>
    ask({ ask: 'sign', nonce, content: { kind: 'text', text: '合同' }, ...more }) as Promise<Signed>
  return { ...person, ...{ ukey, certificates, history, turns, site, dispatcher, page, ask, sign } }
}
export const chain = [base64(root.certificate.raw)]
export const rightOver = ({ statement, signature, certificate }: Signed, publicKey: Uint8Array): boolean =>
  certificate.length > 0 && sm2Verify(publicKey, utf8(statement), bytesOf(signature))
