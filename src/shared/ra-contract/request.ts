import { z } from 'zod'
import {
  base64,
  email,
  fen,
  id,
  instant,
  nothing,
  phone,
  ra,
  secret,
  serialNumber,
  words,
  years,
} from './base.ts'
import { certificate } from './certificate.ts'
import { keyRule } from './key-rule.ts'
import { raLimits } from './limits.ts'
import { order } from './order.ts'
import { token } from './token.ts'
import { told } from './told.ts'

export const businesses = ['issue', 'reissue', 'renew', 'replacement', 'upgrade'] as const
/**
 * issue 证书签发; reissue 换发 onto SM2; renew 续期; replacement 补办 of a pair whose key is lost or
 * damaged; upgrade 升级 to the authority's one certificate for everything.
 */
export const business = z.enum(businesses)
export type RaBusiness = z.infer<typeof business>

/**
 * opened → (csr) → awaiting-payment → awaiting-review → ready → (collect) issued → (confirm) active.
 * A business without fee or review skips those. The review may send it back to the applicant (awaiting-correction, 待补正),
 * who corrects it; then it is reviewed again. refused, abandoned and expired are ends.
 */
export const requestState = z.enum([
  'opened',
  'awaiting-payment',
  'awaiting-review',
  'awaiting-correction',
  'ready',
  'issued',
  'active',
  'refused',
  'abandoned',
  'expired',
])
export type RaRequestState = z.infer<typeof requestState>

export const idTypes = ['resident-id', 'passport', 'hk-macao-permit', 'taiwan-permit', 'other'] as const
/** 身份证, 护照, 港澳居民来往内地通行证, 台湾居民来往大陆通行证, 其他. */
export const idType = z.enum(idTypes)

/** 经办人. */
export const handler = z.object({
  idType,
  idNumber: words(32),
  name: words(100),
  phone,
  email: email.optional(),
  address: words(300).optional(),
})
export type RaHandler = z.infer<typeof handler>

/** 收件人 of the invoice. */
export const recipient = z.object({ name: words(100), phone, address: words(300) })
export type RaRecipient = z.infer<typeof recipient>

export const invoice = z.object({ title: words(200), taxNumber: words(32).optional() })

/** What an upgrade says about the holder. */
export const upgradeDetails = z.object({ customerType: words(32), number: words(32) })

/** The details of a renewal (续期申请表), a replacement for a lost key, or an upgrade. */
export const application = z.object({
  agreementAccepted: z.literal(true),
  /** renew: the version of the agreement that was read. Another one by now: `agreement-changed`. */
  agreementVersion: words(64).optional(),
  /** renew and upgrade: the sum that was shown. Another one by now: `price-changed`. */
  expectedTotalFen: fen.optional(),
  /** renew: the rule about keys that was shown; new if left out. Another one by now: `renewal-keys-changed`. */
  expectedKeys: keyRule.optional(),
  handler: handler.optional(),
  recipient: recipient.optional(),
  invoice: invoice.optional(),
  /** Why 补办 is requested. */
  lossReason: z.enum(['lost', 'damaged', 'compromised']).optional(),
  upgrade: upgradeDetails.optional(),
  /** Identifiers of uploaded PDFs. */
  attachments: z.array(id).max(5).optional(),
})
export type RaApplication = z.infer<typeof application>

/** What can be wrong with an application, as the operator ticks it. */
export const correctionField = z.enum(['handler', 'recipient', 'invoice', 'attachments', 'other'])
export type RaCorrectionField = z.infer<typeof correctionField>

/** An application as its applicant may read it again: numbers, addresses and telephones are masked. */
export const applicationView = z.object({
  handler: z
    .object({
      idType,
      maskedIdNumber: told(32),
      name: told(100),
      maskedPhone: told(32),
      maskedEmail: told(254).nullable(),
      maskedAddress: told(300).nullable(),
    })
    .nullable(),
  recipient: z.object({ name: told(100), maskedPhone: told(32), maskedAddress: told(300) }).nullable(),
  invoice: z.object({ title: told(200), taxNumber: told(32).nullable() }).nullable(),
  attachments: z.number().int(),
})
export type RaApplicationView = z.infer<typeof applicationView>

/** 查询进度: what a person is told. Each moment of the past has its time. */
export const progressMoment = z.enum([
  'recorded',
  'awaiting-payment',
  'paid',
  'reviewing',
  'correction',
  'installable',
  'completed',
  'withdrawn',
  'refused',
  'expired',
  'refunding',
  'refunded',
])
export type RaProgressMoment = z.infer<typeof progressMoment>

export const progress = z.object({
  /** 已录入, 待支付, 已支付, 审核中, 待补正, 可安装, 已完成, 已撤销, 已拒绝, 已过期, 退款中, 已退款; oldest first. */
  moments: z.array(z.object({ moment: progressMoment, at: instant })).max(50),
  /** Who must act next; null after the end. `by`: when the authority expects to have done it, on a working day. */
  awaited: z.object({ from: z.enum(['applicant', 'bank', 'authority']), by: instant.nullable() }).nullable(),
})

export type RaProgress = z.infer<typeof progress>

export const requestView = z.object({
  id,
  business,
  state: requestState,
  openedAt: instant,
  /** An unconfirmed request expires at this moment. */
  expiresAt: instant,
  token,
  /** The subject that the certificate will carry: use exactly these bytes in the CSR. */
  subject: z.object({ der: base64(2048), text: told(2000) }),
  termYears: z.number().int(),
  previousSerial: serialNumber.nullable(),
  order: order.nullable(),
  review: z
    .object({
      state: z.enum(['waiting', 'approved', 'refused', 'correction']),
      reason: told(300).nullable(),
      /** correction: what must be corrected. */
      fields: z.array(correctionField).max(5),
    })
    .nullable(),
  progress,
  /** Serial numbers of the certificates, once they are made. */
  serials: z.object({ signature: serialNumber, encryption: serialNumber }).nullable(),
})
export type RaRequest = z.infer<typeof requestView>

/** What collect returns. The bytes are the same however often it is called. */
export const collected = z.object({
  requestId: id,
  signatureCertificate: base64(raLimits.certificate),
  encryptionCertificate: base64(raLimits.certificate),
  /**
   * SM2EnvelopedKey of GM/T 0009: the encryption key, enveloped for the new signing key; null if the keys stay, because
   * the holder has it already.
   */
  envelopedKey: base64(2048).nullable(),
  /** ENVELOPEDKEYBLOB of GM/T 0016, if the caller asked for it. */
  envelopedKeyBlob: base64(2048).nullable(),
  /** CSRResponse of GM/T 0092 that contains all of the above. */
  response: base64(raLimits.certificate),
  /** Issuing CA first, root last. */
  chain: z.array(base64(raLimits.certificate)).max(10),
  /** The electronic seal of the certificate that this one succeeds, made anew for it; null if there is none. */
  seal: base64(raLimits.seal).nullable().optional(),
})
export type RaCollected = z.infer<typeof collected>

const tags = ['requests']

/**
 * get, submitCsr, collect, confirm and abandon accept the resume token that `open` returned in place of a session, so
 * that an interrupted business goes on without another login.
 */
export const requests = {
  open: ra
    .route({
      method: 'POST',
      path: '/requests',
      tags,
      summary: 'Open a request. The same idempotency key with the same body gives the same request',
    })
    .input(
      z.object({
        business,
        idempotencyKey: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/),
        token,
        /** renew and replacement: the certificate that is replaced. issue and reissue may omit it. */
        previousSerial: serialNumber.optional(),
        /** Years; the first term that the business offers if omitted. */
        termYears: years.optional(),
        application: application.optional(),
      }),
    )
    .output(z.object({ request: requestView, resumeToken: secret })),
  list: ra
    .route({ method: 'GET', path: '/requests', tags, summary: 'Requests of the account, newest first' })
    .input(nothing)
    .output(z.object({ requests: z.array(requestView) })),
  get: ra
    .route({
      method: 'GET',
      path: '/requests/{requestId}',
      tags,
      summary: 'Progress of a request (查询进度)',
    })
    .input(z.object({ requestId: id }))
    .output(z.object({ request: requestView })),
  application: ra
    .route({
      method: 'GET',
      path: '/requests/{requestId}/application',
      tags,
      summary: 'The application, masked; only for its account',
    })
    .input(z.object({ requestId: id }))
    .output(z.object({ application: applicationView.nullable() })),
  correct: ra
    .route({
      method: 'POST',
      path: '/requests/{requestId}/correction',
      tags,
      summary: 'Correct an application that the review sent back; what is left out stays as it was',
    })
    .input(
      z.object({
        requestId: id,
        handler: handler.partial().optional(),
        recipient: recipient.partial().optional(),
        invoice: invoice.optional(),
        attachments: z.array(id).max(5).optional(),
      }),
    )
    .output(z.object({ request: requestView })),
  submitCsr: ra
    .route({
      method: 'POST',
      path: '/requests/{requestId}/csr',
      tags,
      summary: 'Submit the PKCS#10 request; may be repeated until the certificates are made',
    })
    .input(z.object({ requestId: id, csr: base64(raLimits.csr) }))
    .output(z.object({ request: requestView })),
  collect: ra
    .route({
      method: 'POST',
      path: '/requests/{requestId}/collect',
      tags,
      summary: 'Collect the certificates; may be repeated for ever with the same answer',
    })
    .input(z.object({ requestId: id, blob: z.boolean().optional() }))
    .output(z.object({ collected })),
  confirm: ra
    .route({
      method: 'POST',
      path: '/requests/{requestId}/confirm',
      tags,
      summary: 'Confirm that the pair is on the token: the new pair becomes active, the old one superseded',
    })
    .input(
      z.object({
        requestId: id,
        /** SM2 signature (DER, default ID) with the new signing key over confirmationMessage(). */
        signature: base64(160),
      }),
    )
    .output(z.object({ request: requestView, certificates: z.array(certificate) })),
  abandon: ra
    .route({
      method: 'POST',
      path: '/requests/{requestId}/abandon',
      tags,
      summary: 'Give the request up; certificates made for it are discarded, the old ones stay',
    })
    .input(z.object({ requestId: id }))
    .output(z.object({ request: requestView })),
}

/** The bytes that `confirm` expects to be signed with the new key. */
export function confirmationMessage(requestId: string, signatureSerial: string): Uint8Array {
  return new TextEncoder().encode(`confirm ${requestId} ${signatureSerial}`)
}
