import {
  csrToSign,
  finishCsr,
  fromHex,
  normaliseSm2PublicKey,
  PkiError,
  parseCsr,
  toHex,
  verifyCsr,
} from '../../../pki/index.ts'
import { AssistantError } from '../../../shared/errors/index.ts'
import { fromBase64 } from '../../files/base64.ts'
import { signingLabel } from '../../transactions/labels.ts'
import { leftBy } from '../../transactions/progress.ts'
import { onToken } from '../../transactions/step.ts'
import { base64Of } from './authority.ts'

const nonsense = (cause?: unknown) => new AssistantError('token-answered-nonsense', {}, cause)

const point = (publicKey: Uint8Array | null): Uint8Array => {
  if (publicKey === null) throw nonsense()
  try {
    return normaliseSm2PublicKey(publicKey)
  } catch (error) {
    throw error instanceof PkiError ? nonsense(error) : error
  }
}

/** A signing pair on the token under the request's label. If this step runs again, it finds the pair made before. */
export const keypair = onToken('keypair', async ({ progress, session, tokenId }) => {
  const pair = await session.generateSm2(signingLabel(leftBy(progress, 'request').requestId))
  return { tokenId, keyId: pair.keyId, publicKey: toHex(point(pair.publicKey)) }
})

/** The PKCS#10 request. It is signed inside the token and checked here before anybody else sees it. */
export const csr = onToken('csr', async ({ progress, session }) => {
  const { keyId, publicKey } = leftBy(progress, 'keypair')
  const subject = fromBase64(leftBy(progress, 'request').subject)
  const { tbs, digest } = csrToSign({ subject, publicKey: fromHex(publicKey) })
  const finished = finishCsr(tbs, await session.sign(keyId, digest, 'sm2-digest'))
  if (!verifyCsr(parseCsr(finished))) throw nonsense()
  return { csr: base64Of(finished) }
})
