import { maskAddress, maskEmail, maskIdNumber, maskPhone } from '../../shared/masking/mask.ts'
import type { RaCertificate } from '../../shared/ra-contract/certificate.ts'
import type { RaOrder } from '../../shared/ra-contract/order.ts'
import type { RaApplicationView, RaProgress, RaRequest } from '../../shared/ra-contract/request.ts'
import { toBase64 } from '../base64.ts'
import { type Clock, iso } from '../clock.ts'
import type { Certificate, Order, Request } from '../records.ts'
import { workingDaysLater } from '../rules/calendar.ts'
import { dueFen } from '../rules/money.ts'
import type { Profile } from '../rules/profile.ts'
import type { Store } from '../store/store.ts'

export function orderView(order: Order): RaOrder {
  return {
    id: order.id,
    number: order.number,
    requestId: order.requestId,
    state: order.state,
    items: order.items.map((item) => ({ ...item, sumFen: item.unitFen * item.quantity })),
    totalFen: order.totalFen,
    receivedFen: order.receivedFen,
    createdAt: iso(order.createdAt),
    paidAt: order.paidAt === null ? null : iso(order.paidAt),
    method: order.method,
    refund: refundView(order),
  }
}

function refundView(order: Order): RaOrder['refund'] {
  const due = dueFen(order)
  const since = iso(order.refundSince ?? order.createdAt)
  if (due > 0) return { state: 'due', amountFen: due, since }
  return order.refundedFen > 0 ? { state: 'sent', amountFen: order.refundedFen, since } : null
}

export type Viewing = { readonly store: Store; readonly profile: Profile }

export async function requestView({ store, profile }: Viewing, request: Request): Promise<RaRequest> {
  const order = await store.orderOfRequest(request.id)
  const { signatureSerial, encryptionSerial } = request
  return {
    id: request.id,
    business: request.business,
    state: request.state,
    openedAt: iso(request.openedAt),
    expiresAt: iso(request.expiresAt),
    token: request.token,
    subject: { der: toBase64(request.subjectDer), text: request.subjectText },
    termYears: request.termYears,
    previousSerial: request.previousSerial,
    order: order === null ? null : orderView(order),
    review:
      request.review === null
        ? null
        : {
            state: request.review,
            reason: request.refusedReason,
            fields: [...request.correctionFields],
          },
    progress: {
      moments: request.moments.map(({ moment, at }) => ({ moment, at: iso(at) })),
      awaited: awaited(profile, request, order),
    },
    serials:
      signatureSerial === null || encryptionSerial === null
        ? null
        : { signature: signatureSerial, encryption: encryptionSerial },
  }
}

/** Who must act next, and for a review the working day on which it should be done. */
function awaited(profile: Profile, request: Request, order: Order | null): RaProgress['awaited'] {
  switch (request.state) {
    case 'opened':
    case 'awaiting-correction':
    case 'ready':
    case 'issued':
      return { from: 'applicant', by: null }
    case 'awaiting-payment':
      return { from: order?.reported ? 'bank' : 'applicant', by: null }
    case 'awaiting-review': {
      const since = request.moments.findLast(({ moment }) => moment === 'reviewing')?.at ?? request.openedAt
      return { from: 'authority', by: iso(workingDaysLater(profile.calendar, since, profile.reviewDays.to)) }
    }
    default:
      return order?.state === 'refund-due' ? { from: 'authority', by: null } : null
  }
}

/** The application as its applicant may read it again. */
export function applicationView({ application }: Request): RaApplicationView | null {
  if (application === null) return null
  const { handler, recipient, invoice, attachments } = application
  return {
    handler:
      handler === undefined
        ? null
        : {
            idType: handler.idType,
            maskedIdNumber: maskIdNumber(handler.idNumber),
            name: handler.name,
            maskedPhone: maskPhone(handler.phone),
            maskedEmail: handler.email === undefined ? null : maskEmail(handler.email),
            maskedAddress: handler.address === undefined ? null : maskAddress(handler.address),
          },
    recipient:
      recipient === undefined
        ? null
        : {
            name: recipient.name,
            maskedPhone: maskPhone(recipient.phone),
            maskedAddress: maskAddress(recipient.address),
          },
    invoice: invoice === undefined ? null : { title: invoice.title, taxNumber: invoice.taxNumber ?? null },
    attachments: attachments?.length ?? 0,
  }
}

export function certificateView(
  certificate: Certificate,
  { clock, issuerText }: { readonly clock: Clock; readonly issuerText: string },
): RaCertificate {
  const expired = certificate.status === 'active' && certificate.notAfter <= clock()
  return {
    serial: certificate.serial,
    usage: certificate.usage,
    pairId: certificate.pairId,
    status: expired ? 'expired' : certificate.status,
    subject: certificate.subjectText,
    issuer: issuerText,
    notBefore: iso(certificate.notBefore),
    notAfter: iso(certificate.notAfter),
    token: certificate.token,
    revokedAt: certificate.revokedAt === null ? null : iso(certificate.revokedAt),
    revocationReason: certificate.reason,
    der: toBase64(certificate.der),
  }
}
