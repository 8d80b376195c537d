import { z } from 'zod'
import { account } from './account.ts'
import { base64, cursor, day, id, instant, next, nothing, ra, secret, serialNumber, words } from './base.ts'
import { certificate, certificateStatus, revocationReason } from './certificate.ts'
import { raLimits } from './limits.ts'
import { order, orderState } from './order.ts'
import { application, correctionField, requestState, requestView } from './request.ts'
import { seal, sealState } from './seal.ts'
import { captchaAnswer, clientId, password } from './session.ts'
import { told } from './told.ts'

const tags = ['operator']
const search = { text: z.string().max(200).optional(), after: cursor }

export const recovery = z.object({
  id,
  serial: serialNumber,
  accountName: told(200),
  reason: told(300),
  state: z.enum(['waiting', 'approved', 'refused', 'done']),
  openedBy: told(64),
  openedAt: instant,
  approvals: z.array(told(64)),
  needed: z.number().int(),
})
export type RaRecovery = z.infer<typeof recovery>

/** A line of the statement of the authority's own bank account. */
export const statementLine = z.object({
  /** The bank's number of the transfer. It pays one order, once. */
  reference: words(64),
  payerAccount: z.string().regex(/^[0-9 ]{6,40}$/),
  payerName: words(200),
  amountFen: z.int().min(1).max(100_000_000),
  paidOn: day,
  note: z.string().max(200),
})
export type RaStatementLine = z.infer<typeof statementLine>

/** The calls of the operator page. All except login need an operator's session. */
export const operator = {
  login: ra
    .route({
      method: 'POST',
      path: '/operator/sessions',
      tags,
      summary: 'Operator login; after wrong ones with a captcha (captcha-wanted)',
    })
    .input(
      z.object({
        name: words(64),
        password,
        captchaId: captchaAnswer.captchaId.optional(),
        captchaAnswer: captchaAnswer.captchaAnswer.optional(),
        clientId,
      }),
    )
    .output(z.object({ token: secret, expiresAt: instant, name: told(64) })),
  logout: ra
    .route({ method: 'DELETE', path: '/operator/sessions/current', tags, summary: 'Operator logout' })
    .input(nothing)
    .output(nothing),
  accounts: ra
    .route({ method: 'GET', path: '/operator/accounts', tags, summary: 'Accounts' })
    .input(z.object(search))
    .output(z.object({ accounts: z.array(account), next })),
  requests: ra
    .route({ method: 'GET', path: '/operator/requests', tags, summary: 'Requests' })
    .input(z.object({ state: requestState.optional(), ...search }))
    .output(
      z.object({
        requests: z.array(
          z.object({ request: requestView, accountName: told(200), application: application.nullable() }),
        ),
        next,
      }),
    ),
  attachment: ra
    .route({ method: 'GET', path: '/operator/uploads/{uploadId}', tags, summary: 'An uploaded PDF' })
    .input(z.object({ uploadId: id }))
    .output(z.object({ fileName: told(200), content: base64(raLimits.pdf) })),
  approve: ra
    .route({ method: 'POST', path: '/operator/requests/{requestId}/approve', tags, summary: 'Approve' })
    .input(z.object({ requestId: id }))
    .output(z.object({ request: requestView })),
  refuse: ra
    .route({ method: 'POST', path: '/operator/requests/{requestId}/refuse', tags, summary: 'Refuse' })
    .input(z.object({ requestId: id, reason: words(300) }))
    .output(z.object({ request: requestView })),
  requestCorrection: ra
    .route({
      method: 'POST',
      path: '/operator/requests/{requestId}/correction',
      tags,
      summary: 'Send an application back to its applicant (待补正)',
    })
    .input(
      z.object({
        requestId: id,
        reason: words(300),
        fields: z.array(correctionField).min(1).max(5),
      }),
    )
    .output(z.object({ request: requestView })),
  orders: ra
    .route({ method: 'GET', path: '/operator/orders', tags, summary: 'Orders' })
    .input(z.object({ state: orderState.optional(), ...search }))
    .output(z.object({ orders: z.array(z.object({ order, accountName: told(200) })), next })),
  confirmTransfer: ra
    .route({
      method: 'POST',
      path: '/operator/orders/{orderId}/transfer',
      tags,
      summary: 'Confirm that a transfer of the whole sum has arrived: pays the order',
    })
    .input(
      z.object({
        orderId: id,
        /** The number of the transfer on the bank's statement. It pays only one order. */
        reference: words(64),
      }),
    )
    .output(z.object({ order })),
  refund: ra
    .route({
      method: 'POST',
      path: '/operator/orders/{orderId}/refund',
      tags,
      summary: 'Send back what is due: through the payment service, or as a transfer that was made by hand',
    })
    .input(
      z.object({
        orderId: id,
        /** A transfer goes back by hand: its number on the statement. */
        reference: words(64).optional(),
      }),
    )
    .output(z.object({ order })),
  importStatement: ra
    .route({
      method: 'POST',
      path: '/operator/statement',
      tags,
      summary: 'Lines of the bank statement. A line that is known already is left as it is',
    })
    .input(z.object({ lines: z.array(statementLine).min(1).max(1000) }))
    .output(z.object({ added: z.number().int(), known: z.number().int() })),
  statement: ra
    .route({ method: 'GET', path: '/operator/statement', tags, summary: 'Imported lines, newest first' })
    .input(z.object({ use: z.enum(['used', 'unused']).optional(), ...search }))
    .output(
      z.object({
        lines: z.array(z.object({ line: statementLine, orderNumber: told(64).nullable() })),
        next,
      }),
    ),
  figures: ra
    .route({ method: 'GET', path: '/operator/figures', tags, summary: 'What was done, day by day' })
    .input(z.object({ days: z.coerce.number<number>().int().min(1).max(366).optional() }))
    .output(
      z.object({
        days: z
          .array(
            z.object({
              day,
              opened: z.number().int(),
              paid: z.number().int(),
              paidFen: z.number().int(),
              reviewed: z.number().int(),
              issued: z.number().int(),
              refundedFen: z.number().int(),
            }),
          )
          .max(366),
      }),
    ),
  certificates: ra
    .route({ method: 'GET', path: '/operator/certificates', tags, summary: 'Certificates' })
    .input(z.object({ status: certificateStatus.optional(), ...search }))
    .output(z.object({ certificates: z.array(z.object({ certificate, accountName: told(200) })), next })),
  revoke: ra
    .route({ method: 'POST', path: '/operator/certificates/{serial}/revoke', tags, summary: 'Revoke' })
    .input(z.object({ serial: serialNumber, reason: revocationReason, note: words(200).optional() }))
    .output(z.object({ certificates: z.array(certificate) })),
  seals: ra
    .route({ method: 'GET', path: '/operator/seals', tags, summary: 'Electronic seals and applications' })
    .input(z.object({ state: sealState.optional(), ...search }))
    .output(z.object({ seals: z.array(z.object({ seal, accountName: told(200) })), next })),
  applySeal: ra
    .route({
      method: 'POST',
      path: '/operator/seals',
      tags,
      summary: 'Apply for the seal of a holder: either certificate of the pair names it',
    })
    .input(z.object({ serial: serialNumber }))
    .output(z.object({ seal })),
  issueSeal: ra
    .route({
      method: 'POST',
      path: '/operator/seals/{sealId}/issue',
      tags,
      summary: 'Make the seal with this picture, which the authority marks as a demonstration',
    })
    .input(
      z.object({
        sealId: id,
        /** PNG without interlacing, 8 bits, RGB or RGBA. */
        picture: base64(raLimits.sealPicture),
      }),
    )
    .output(z.object({ seal })),
  revokeSeal: ra
    .route({
      method: 'POST',
      path: '/operator/seals/{sealId}/revoke',
      tags,
      summary: 'Revoke a seal, or drop an application',
    })
    .input(z.object({ sealId: id }))
    .output(z.object({ seal })),
  outbox: ra
    .route({ method: 'GET', path: '/operator/outbox', tags, summary: 'SMS and mail that were sent' })
    .input(z.object(search))
    .output(
      z.object({
        messages: z.array(
          z.object({
            id,
            channel: z.enum(['sms', 'mail']),
            to: told(320),
            text: z.string().max(4000),
            createdAt: instant,
          }),
        ),
        next,
      }),
    ),
  health: ra
    .route({ method: 'GET', path: '/operator/health', tags, summary: 'Health of the CA' })
    .input(nothing)
    .output(
      z.object({
        serverTime: instant,
        startedAt: instant,
        authorities: z.array(z.object({ subject: told(2000), notAfter: instant, serial: serialNumber })),
        crl: z.object({
          number: z.number().int(),
          thisUpdate: instant,
          nextUpdate: instant,
          entries: z.number().int(),
          /** Entries that the database no longer knows: rows were lost, and a backup should be restored. */
          kept: z.number().int(),
        }),
        accounts: z.number().int(),
        certificates: z.record(z.string().max(64), z.number().int()),
        waitingForReview: z.number().int(),
        databaseBytes: z.number().int(),
      }),
    ),
  publishCrl: ra
    .route({ method: 'POST', path: '/operator/crl', tags, summary: 'Make a new CRL now' })
    .input(nothing)
    .output(z.object({ number: z.number().int(), thisUpdate: instant, nextUpdate: instant })),
  recoveries: ra
    .route({ method: 'GET', path: '/operator/recoveries', tags, summary: 'Recoveries of encryption keys' })
    .input(nothing)
    .output(z.object({ recoveries: z.array(recovery) })),
  openRecovery: ra
    .route({
      method: 'POST',
      path: '/operator/recoveries',
      tags,
      summary: 'Ask for the recovery of an encryption key; two other operators must approve',
    })
    .input(z.object({ serial: serialNumber, reason: words(300) }))
    .output(z.object({ recovery })),
  approveRecovery: ra
    .route({ method: 'POST', path: '/operator/recoveries/{recoveryId}/approve', tags, summary: 'Approve' })
    .input(z.object({ recoveryId: id }))
    .output(z.object({ recovery })),
  refuseRecovery: ra
    .route({ method: 'POST', path: '/operator/recoveries/{recoveryId}/refuse', tags, summary: 'Refuse' })
    .input(z.object({ recoveryId: id }))
    .output(z.object({ recovery })),
  collectRecovery: ra
    .route({
      method: 'POST',
      path: '/operator/recoveries/{recoveryId}/collect',
      tags,
      summary: 'The key, enveloped under the signing key that is active for its holder now',
    })
    .input(z.object({ recoveryId: id }))
    .output(
      z.object({
        recovery,
        envelopedKey: base64(2048),
        envelopedKeyBlob: base64(2048),
        encryptionCertificate: base64(64 * 1024),
      }),
    ),
}
