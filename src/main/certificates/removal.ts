import type { Keyring } from '../../native/index.ts'
import { leadingCertificate, leadingPair } from '../../shared/certificates/leading.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import { isAllReplaced } from '../../shared/health/replaced.ts'
import type { HistoryEntry, TokenView } from '../../shared/models/index.ts'

export type Removal = {
  /** Puts a soft certificate that another one has replaced out of sight. Its file is kept aside, nothing is deleted. */
  remove(tokenId: string): Promise<void>
}

export type RemovalParts = {
  readonly tokens: () => readonly TokenView[]
  readonly soft: Pick<Keyring['soft'], 'setAside'>
  readonly history: { add(entry: Omit<HistoryEntry, 'at'>): void }
}

const wordsFor = (token: TokenView) => {
  const pair = leadingPair(token.pairs)
  const view = pair && leadingCertificate(pair)
  return { tokenName: token.label, holder: view?.holder ?? null, serial: view?.serial ?? null }
}

/** Asked again here, because the window may be old: a certificate that works is never put aside. */
export const createRemoval = ({ tokens, soft, history }: RemovalParts): Removal => ({
  remove: async (tokenId) => {
    const all = tokens()
    const token = all.find(({ id }) => id === tokenId)
    if (!token) throw new AssistantError('not-found')
    if (token.kind !== 'soft' || !isAllReplaced(token, all)) throw new AssistantError('certificate-in-force')
    await soft.setAside(tokenId)
    history.add({ kind: 'removed', tokenId, ...wordsFor(token), detail: null })
  },
})
