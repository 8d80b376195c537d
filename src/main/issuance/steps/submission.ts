import { fromHex } from '../../../pki/index.ts'
import { AssistantError } from '../../../shared/errors/index.ts'
import type { RaRequest } from '../../../shared/ra-contract/index.ts'
import { checkAnswer } from '../answer-check.ts'
import { leftBy } from '../progress.ts'
import { fromBase64, requestClient, type Step } from './step.ts'

/** Whether the certificates can be collected; throws what stands in the way for good. */
const isReady = ({ state, review }: RaRequest): boolean => {
  switch (state) {
    case 'ready':
    case 'issued':
    case 'active':
      return true
    case 'refused':
      throw new AssistantError('request-refused', { words: review?.reason ?? '' })
    case 'abandoned':
      throw new AssistantError('request-ended')
    case 'expired':
      throw new AssistantError('request-expired')
    default:
      return false
  }
}

export const submit: Step<'submit'> = async (work) => {
  const { requestId } = leftBy(work.progress, 'request')
  const answer = await requestClient(work).requests.submitCsr({
    requestId,
    csr: leftBy(work.progress, 'csr').csr,
  })
  return { ready: isReady(answer.request) }
}

/** Review and payment happen elsewhere; until they are done the transaction rests here and asks again later. */
export const waitForAuthority: Step<'await'> = async (work) => {
  if (leftBy(work.progress, 'submit').ready) return {}
  const { requestId } = leftBy(work.progress, 'request')
  const { request } = await requestClient(work).requests.get({ requestId })
  if (isReady(request)) return {}
  throw new AssistantError(request.state === 'awaiting-payment' ? 'payment-needed' : 'request-waiting')
}

/** The authority's answer, checked; it is in the journal before anything is written. */
export const collect: Step<'collect'> = async (work) => {
  const { requestId, subject } = leftBy(work.progress, 'request')
  const { collected } = await requestClient(work).requests.collect({ requestId })
  const { signatureCertificate, encryptionCertificate, envelopedKey, chain } = collected
  checkAnswer(
    {
      signatureCertificate: fromBase64(signatureCertificate),
      encryptionCertificate: fromBase64(encryptionCertificate),
      envelopedKey: fromBase64(envelopedKey),
      chain: chain.map(fromBase64),
    },
    {
      subject: fromBase64(subject),
      publicKey: fromHex(leftBy(work.progress, 'keypair').publicKey),
      known: await work.authority.knownChain(),
      at: work.authority.now(),
    },
  )
  return { signatureCertificate, encryptionCertificate, envelopedKey }
}
