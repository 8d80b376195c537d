import { createKeys, type Wish } from '../../../../src/main/web-signing/keys.ts'
import type { Usable } from '../../../../src/main/web-signing/site-certificates.ts'
import type { SiteScopes } from '../../../../src/shared/web-signing/model.ts'
import { askedPerson, endlessPatience, openPage, origin } from './asked-person.ts'
import { certificatesOn, type MemoryUkey, memoryUkey, now } from './memory-ukey.ts'

export const scopes = (sign: SiteScopes['sign'], signIn: SiteScopes['signIn'] = sign): SiteScopes => ({
  ...{ certificates: true, sign, signIn },
})
export const content = { kind: 'text', text: '合同' } as const
export const wishFor = (
  purpose: Wish<string>['purpose'],
  more: Partial<Wish<string>> = {},
): Wish<string> => ({
  ...{ purpose, use: purpose === 'decrypt' ? 'encrypt' : 'sign', content, loose: true },
  digest: ({ id }) => `digest for ${id}`,
  work: async (session, { keyId }) => {
    await session.sign(keyId, new Uint8Array(32).fill(1), 'sm2-digest')
    return 'signed'
  },
  ...more,
})
export const sign = wishFor('sign')
export const { signal } = new AbortController()

/** Keys for pages over these Ukeys in memory, and what was asked, told and noted. */
export const siteKeys = (
  ukeys: readonly MemoryUkey[] = [memoryUkey('ukey-1')],
  approved = true,
  here = ukeys,
) => {
  const certificates = certificatesOn(ukeys, here)
  const person = askedPerson()
  const { patience, told } = endlessPatience()
  const [history, used]: [unknown[], string[]] = [[], []]
  let at = now.getTime()
  const site = { origin, scopes: scopes('ask'), approvedAt: '', lastUsedAt: null }
  const keys = createKeys({
    ...{ certificates, patience, prompts: person.prompts, now: () => new Date(at) },
    sites: { find: () => (approved ? site : null), used: (name) => void used.push(name) },
    history: { add: (use) => void history.push(use) },
    tokens: () => ukeys.map(({ view }) => view),
    busy: (tokenId) => ukeys.find(({ view }) => view.id === tokenId)?.view.busy ?? null,
  })
  const [signer, opener] = certificates.all() as [Usable, Usable]
  const use = (page = openPage().page, leave: SiteScopes = scopes('ask'), wish = sign, one = signer) =>
    keys.use(page, leave, wish, one, signal)
  const [{ log }] = ukeys as [MemoryUkey]
  const pass = (ms: number) => {
    at += ms
  }
  return { ...person, ...{ keys, certificates, told, history, used, signer, opener, use, log, pass } }
}
export const refusal = (code: string) => ({ refusal: { code } })
