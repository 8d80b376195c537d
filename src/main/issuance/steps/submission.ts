import { fromHex, parseCertificate } from '../../../pki/index.ts'
import { AssistantError } from '../../../shared/errors/index.ts'
import type { RaRequest } from '../../../shared/ra-contract/index.ts'
import { fromBase64 } from '../../files/base64.ts'
import { paymentWait } from '../../orders/payment-wait.ts'
import { leftBy } from '../../transactions/progress.ts'
import { outside, type Progress, type StepWait, type Work } from '../../transactions/step.ts'
import { checkAnswer } from '../answer-check.ts'
import { requestClient } from './authority.ts'

/** Whether the certificates can be collected. Throws if they never can be. */
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

export const submit = outside('submit', async (work) => {
  const { requestId } = leftBy(work.progress, 'request')
  const answer = await requestClient(work).requests.submitCsr({
    requestId,
    csr: leftBy(work.progress, 'csr').csr,
  })
  return { ready: isReady(answer.request) }
})

/** What it waits for: first the payment of the order, then the review of the application. */
const waitOf = async (
  { owner, authority }: Work,
  { state, order, openedAt, review, progress }: RaRequest,
): Promise<StepWait> => {
  if (state === 'awaiting-payment' && order?.state === 'unpaid') return paymentWait(owner, order, authority)
  if (state === 'awaiting-correction') {
    const since = progress.moments.findLast(({ moment }) => moment === 'correction')?.at ?? openedAt
    return { for: 'correction', since, reason: review?.reason ?? '', fields: review?.fields ?? [] }
  }
  return { for: 'review', since: order?.paidAt ?? openedAt, expected: progress.awaited?.by ?? null }
}

/** Review and payment happen elsewhere. Until both are done, the transaction waits here and asks again later. */
export const waitForAuthority = outside('await', async (work) => {
  if (leftBy(work.progress, 'submit').ready) return {}
  const { requestId } = leftBy(work.progress, 'request')
  const { request } = await requestClient(work).requests.get({ requestId })
  return isReady(request) ? {} : waitOf(work, request)
})

/** The encryption key that stays, as its old certificate names it. */
const heldKeyOf = ({ done }: Progress): Uint8Array | null => {
  const old = done.keypair?.left.old
  if (!old) return null
  const { publicKey } = parseCertificate(fromBase64(old.encryption.der))
  return publicKey.type === 'sm2' ? publicKey.point : null
}

const day = 86_400_000

/**
 * When a renewed certificate may end: on the day that was shown before the submission, or later by as long as the
 * business took, because after its end a certificate is renewed from its issue on. A day each way is left to rounding.
 */
const promisedEnd = ({ progress: { started }, authority }: Work) => {
  const told = started.business.kind === 'renew' ? started.business.expectedNotAfter : undefined
  if (told === undefined) return null
  const promised = Date.parse(told)
  const taken = Math.max(0, authority.now().getTime() - Date.parse(started.at))
  return { from: new Date(promised - day), until: new Date(promised + taken + 2 * day) }
}

/**
 * Collects the authority's answer and checks it. The answer is in the journal before anything is written to the token.
 */
export const collect = outside('collect', async (work) => {
  const { requestId, subject } = leftBy(work.progress, 'request')
  const { collected } = await requestClient(work).requests.collect({ requestId })
  const { signatureCertificate, encryptionCertificate, envelopedKey, chain, seal } = collected
  checkAnswer(
    {
      signatureCertificate: fromBase64(signatureCertificate),
      encryptionCertificate: fromBase64(encryptionCertificate),
      envelopedKey: envelopedKey === null ? null : fromBase64(envelopedKey),
      chain: chain.map(fromBase64),
    },
    {
      subject: fromBase64(subject),
      publicKey: fromHex(leftBy(work.progress, 'keypair').publicKey),
      known: await work.authority.knownChain(),
      at: work.authority.now(),
      heldKey: heldKeyOf(work.progress),
      ends: promisedEnd(work),
    },
  )
  return {
    ...{ signatureCertificate, encryptionCertificate },
    ...(envelopedKey === null ? {} : { envelopedKey }),
    ...(seal ? { seal } : {}),
  }
})
