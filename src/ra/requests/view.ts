import type { RaCertificate } from '../../shared/ra-contract/certificate.ts'
import type { RaOrder } from '../../shared/ra-contract/order.ts'
import type { RaRequest } from '../../shared/ra-contract/request.ts'
import { toBase64 } from '../base64.ts'
import { type Clock, iso } from '../clock.ts'
import type { Certificate, Order, Request } from '../records.ts'
import type { Store } from '../store/store.ts'

export function orderView(order: Order): RaOrder {
  return {
    id: order.id,
    number: order.number,
    requestId: order.requestId,
    state: order.state,
    items: order.items.map((item) => ({ ...item, sumFen: item.unitFen * item.quantity })),
    totalFen: order.totalFen,
    createdAt: iso(order.createdAt),
    paidAt: order.paidAt === null ? null : iso(order.paidAt),
    method: order.method,
  }
}

export async function requestView(store: Store, request: Request): Promise<RaRequest> {
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
    review: request.review === null ? null : { state: request.review, reason: request.refusedReason },
    serials:
      signatureSerial === null || encryptionSerial === null
        ? null
        : { signature: signatureSerial, encryption: encryptionSerial },
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
