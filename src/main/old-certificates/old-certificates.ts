import type { Keyring, PresentToken } from '../../native/index.ts'
import { leadingCertificate } from '../../shared/certificates/leading.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { TokenView } from '../../shared/models/index.ts'
import { rememberedName } from '../../shared/tokens/nickname.ts'
import type { History } from '../history/index.ts'
import { openedWith, refuseUnready, refuseUnsure } from '../pin/index.ts'
import { answerOf } from '../prompt/outcome.ts'
import type { Prompts } from '../prompt/prompts.ts'
import { type OldPairWish, oldPairIn, removePair } from './old-pair.ts'

export type OldCertificates = {
  /** Removes a replaced pair from its Ukey. Nothing brings it back. The prompt window asks for the PIN. */
  remove(wish: OldPairWish): Promise<void>
}

export type OldCertificatesParts = {
  readonly tokens: () => readonly TokenView[]
  readonly keyring: Pick<Keyring, 'current'>
  readonly history: Pick<History, 'add'>
  readonly prompts: Pick<Prompts, 'askPin'>
}

const presentIn = ({ keyring }: OldCertificatesParts, tokenId: string): PresentToken => {
  const present = keyring.current().tokens.find(({ facts }) => facts.id === tokenId)
  if (!present) throw new AssistantError('token-absent')
  return present
}

/** 移除: takes what is out of use off a Ukey. */
export const createOldCertificates = (parts: OldCertificatesParts): OldCertificates => ({
  remove: async (wish) => {
    const { token, pair } = oldPairIn(parts.tokens(), wish)
    const view = leadingCertificate(pair)
    refuseUnready(presentIn(parts, token.id), token.busy)
    const asked = { asker: { kind: 'assistant' }, purpose: 'delete', tokenId: token.id } as const
    const outcome = await parts.prompts.askPin(
      { ...asked, certificateId: view?.id ?? null },
      async (given) => {
        // The question may have waited long. What was replaced then may be in force again.
        oldPairIn(parts.tokens(), wish)
        const present = presentIn(parts, token.id)
        await refuseUnsure(present.token, given)
        const opened = openedWith(present, given)
        await opened.token.withSession(opened.pin, (session) => removePair(session, pair, present))
      },
    )
    answerOf(outcome)
    parts.history.add({
      ...{ kind: 'removed', tokenId: token.id, tokenName: rememberedName(token) },
      ...{ holder: view?.holder ?? null, serial: view?.serial ?? null, detail: null },
    })
  },
})
