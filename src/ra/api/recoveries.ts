import { equalBytes, toBase64 } from '../../pki/bytes.ts'
import { encodeEnvelopedKey, encodeEnvelopedKeyBlob, sealEnvelopedKey } from '../../pki/envelope/index.ts'
import { sm2PublicKeyOf, wipe } from '../../pki/sm2/index.ts'
import { parseCertificate } from '../../pki/x509/index.ts'
import { iso } from '../clock.ts'
import { randomId } from '../random.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import type { Certificate, Recovery } from '../store/records.ts'
import { api, requireOperator } from './call.ts'

/** Approvals by operators other than the one who asks. */
const APPROVALS = 2

export const recoveriesApi = {
  recoveries: api.operator.recoveries.handler(async ({ context }) => {
    await requireOperator(context)
    const recoveries = await context.services.store.recoveries()
    return { recoveries: await Promise.all(recoveries.map((one) => view(context.services, one))) }
  }),
  openRecovery: api.operator.openRecovery.handler(async ({ input, context }) => {
    const operator = await requireOperator(context)
    const { store, clock } = context.services
    const certificate = await store.certificate(input.serial)
    if (certificate === null || certificate.usage !== 'encryption') {
      throw new Refusal('certificate-unknown', { serial: input.serial })
    }
    const recovery = await store.openRecovery({
      id: randomId(),
      serial: certificate.serial,
      accountId: certificate.accountId,
      reason: input.reason,
      openedBy: operator.name,
      openedAt: clock(),
    })
    return { recovery: await view(context.services, recovery) }
  }),
  approveRecovery: api.operator.approveRecovery.handler(async ({ input, context }) => {
    const operator = await requireOperator(context)
    const { store, clock } = context.services
    const recovery = await store.approveRecovery(input.recoveryId, operator.name, APPROVALS, clock())
    return { recovery: await view(context.services, recovery) }
  }),
  refuseRecovery: api.operator.refuseRecovery.handler(async ({ input, context }) => {
    const operator = await requireOperator(context)
    const { store, clock } = context.services
    const recovery = await store.refuseRecovery(input.recoveryId, operator.name, clock())
    return { recovery: await view(context.services, recovery) }
  }),
  collectRecovery: api.operator.collectRecovery.handler(async ({ input, context }) => {
    const operator = await requireOperator(context)
    const { store, clock } = context.services
    const recovery = await store.recovery(input.recoveryId)
    if (recovery === null) throw new Refusal('recovery-unknown')
    if (recovery.state === 'waiting') {
      throw new Refusal('recovery-not-approved', { approvals: recovery.approvals.length, needed: APPROVALS })
    }
    if (recovery.state === 'refused') throw new Refusal('recovery-closed')
    const answer = await recoveredKey(context.services, recovery)
    const done = await store.finishRecovery(recovery.id, operator.name, clock())
    return { recovery: await view(context.services, done), ...answer }
  }),
}

/** The escrowed key, sealed for the holder alone: no operator ever has it in the clear. */
async function recoveredKey(services: Services, recovery: Recovery) {
  const { store, authority } = services
  const escrowed = await store.escrowedKey(recovery.serial)
  const encryption = await store.certificate(recovery.serial)
  const own = await store.certificatesOf(recovery.accountId)
  const signature = own.find((one) => one.usage === 'signature' && one.status === 'active')
  if (escrowed === null || encryption === null || signature === undefined) {
    throw new Refusal('recovery-no-active-certificate')
  }
  const recipient = parseCertificate(signature.der).publicKey
  if (recipient.type !== 'sm2') throw new Refusal('recovery-no-active-certificate')
  const privateKey = authority.sealing.open('escrowed-key', escrowed, recovery.serial)
  const publicKey = sm2PublicKeyOf(privateKey)
  const sealed =
    isKeyOf(encryption, publicKey) && sealEnvelopedKey(recipient.point, { privateKey, publicKey })
  wipe(privateKey)
  if (!sealed) throw new Error(`the key in escrow for ${recovery.serial} is that of another certificate`)
  return {
    envelopedKey: toBase64(encodeEnvelopedKey(sealed)),
    envelopedKeyBlob: toBase64(encodeEnvelopedKeyBlob(sealed)),
    encryptionCertificate: toBase64(encryption.der),
  }
}

/** Keys of the first version were sealed without their serial number: a row that was changed for another opens. */
function isKeyOf({ der }: Certificate, point: Uint8Array): boolean {
  const { publicKey } = parseCertificate(der)
  return publicKey.type === 'sm2' && equalBytes(publicKey.point, point)
}

async function view(services: Services, recovery: Recovery) {
  const account = await services.store.account(recovery.accountId)
  return {
    id: recovery.id,
    serial: recovery.serial,
    accountName: account?.applicantName ?? '',
    reason: recovery.reason,
    state: recovery.state,
    openedBy: recovery.openedBy,
    openedAt: iso(recovery.openedAt),
    approvals: [...recovery.approvals],
    needed: APPROVALS,
  }
}
