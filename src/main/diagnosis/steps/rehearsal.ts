import { randomBytes } from 'node:crypto'
import type { KeyId, PresentToken, TokenSession } from '../../../native/index.ts'
import { type Certificate, sm2Digest, sm2Verify } from '../../../pki/index.ts'
import { leadingPair } from '../../../shared/certificates/leading.ts'
import type { Finding, FindingKind } from '../../../shared/diagnosis/model.ts'
import { AssistantError, isAssistantError } from '../../../shared/errors/index.ts'
import { isRsa } from '../../../shared/health/pair-health.ts'
import type { CertificateView } from '../../../shared/models/index.ts'
import { businessOn } from '../../../shared/targets/targets.ts'
import { atHandOf } from '../../decryption-rehearsal/keys-at-hand.ts'
import { openTrial } from '../../decryption-rehearsal/opening.ts'
import { openedWith, refuseUnready, refuseUnsure } from '../../pin/index.ts'
import { answerOf } from '../../prompt/outcome.ts'
import { found } from '../step.ts'
import { nameOfToken } from '../token-name.ts'
import type { World } from '../world.ts'

type Half = { readonly certificate: Certificate; readonly point: Uint8Array; readonly keyId: KeyId }

/** A certificate that can be tried with a key of this token; null if there is none. */
const halfOf = (view: CertificateView | null, present: PresentToken, { find }: World): Half | null => {
  const certificate = view && find(view.id)?.certificate
  const atHand = certificate ? atHandOf([present], certificate) : null
  if (!certificate || atHand === null || certificate.publicKey.type !== 'sm2') return null
  return { certificate, point: certificate.publicKey.point, keyId: atHand.keyId }
}

const wordsOf = (error: unknown): string => (isAssistantError(error) ? error.code : 'unexpected')

const tried = async (name: string, half: Half, session: TokenSession): Promise<readonly Finding[]> => {
  const { point, keyId } = half
  const message = new Uint8Array(randomBytes(32))
  try {
    const signature = await session.sign(keyId, sm2Digest(point, message), 'sm2-digest')
    return sm2Verify(point, message, signature) ? [] : [found('rehearsal-not-verified', { name })]
  } catch (error) {
    return [found('rehearsal-not-signed', { name }, { words: wordsOf(error) })]
  }
}

const opened = async (name: string, half: Half, session: TokenSession): Promise<readonly Finding[]> => {
  try {
    const verdict = await openTrial(session, half.keyId, half.certificate)
    return verdict.result === 'opens'
      ? []
      : [found('rehearsal-not-opened', { name }, { words: verdict.reason })]
  } catch (error) {
    return [found('rehearsal-not-opened', { name }, { words: wordsOf(error) })]
  }
}

const finds = ['rehearsal-not-signed', 'rehearsal-not-verified', 'rehearsal-not-opened'] as const

/**
 * 试签和试解密: with the person's PIN it signs something random, verifies it, and opens what was sealed just now. A PIN
 * that was wrong or not given is no finding: it is refused like everywhere else.
 */
export const rehearse = async (
  world: World,
  tokenId: string,
  begun: () => void,
): Promise<readonly Finding[]> => {
  const { snapshot, prompts } = world
  const token = snapshot().tokens.find(({ id }) => id === tokenId)
  const present = world.keyring.current().tokens.find(({ facts }) => facts.id === tokenId)
  if (!token || !present) throw new AssistantError('token-absent')
  const pair = leadingPair(token.pairs)
  const [signing, encryption] = [
    halfOf(pair?.signing ?? null, present, world),
    halfOf(pair?.encryption ?? null, present, world),
  ]
  // Where nothing can be tried, nobody is asked for a PIN and told that all is well.
  if (!signing && !encryption)
    throw new AssistantError(pair && isRsa(pair) ? 'token-lacks' : 'object-missing')
  const name = nameOfToken(token)
  refuseUnready(present, businessOn(snapshot(), tokenId))
  const question = {
    ...({ asker: { kind: 'assistant' }, purpose: 'trial', tokenId } as const),
    certificateId: pair?.signing?.id ?? null,
  }
  const outcome = await prompts.askPin(question, async (given) => {
    await refuseUnsure(present.token, given)
    begun()
    const { token: opener, pin } = openedWith(present, given)
    return opener.withSession(pin, async (session) => [
      ...(signing ? await tried(name, signing, session) : []),
      ...(encryption ? await opened(name, encryption, session) : []),
    ])
  })
  return answerOf(outcome)
}

export const rehearsalStep: { readonly id: 'rehearsal'; readonly finds: readonly FindingKind[] } = {
  id: 'rehearsal',
  finds,
}
