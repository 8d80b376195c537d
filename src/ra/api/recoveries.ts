import { equalBytes, toBase64 } from '../../pki/bytes.ts'
import { encodeEnvelopedKey, encodeEnvelopedKeyBlob, sealEnvelopedKey } from '../../pki/envelope/index.ts'
import { sm2PublicKeyOf, wipe } from '../../pki/sm2/index.ts'
import { parseCertificate } from '../../pki/x509/index.ts'
import { iso } from '../clock.ts'
import { randomId } from '../random.ts'
import type { Certificate, Operator, Recovery } from '../records.ts'
import { Refusal } from '../refusal.ts'
import { APPROVALS, collectionRefusal, type RecoveryStep } from '../rules/recovery.ts'
import type { Services } from '../services.ts'
import { api, requireOperator } from './call.ts'

export const recoveriesApi = {
  recoveries: api.operator.recoveries.handler(async ({ context }) => {
    await requireOperator(context)
    const recoveries = await context.services.store.recoveries()
    return { recoveries: await Promise.all(recoveries.map((one) => view(context.services, one))) }
  }),
  openRecovery: api.operator.openRecovery.handler(async ({ input, context }) => {
    const operator = await requireOperator(context)
    const { store, clock } = context.services
    const { serial, reason } = input
    const opening = { id: randomId(), serial, reason, openedBy: operator.name, now: clock() }
    const recovery = await store.openRecovery(opening)
    return { recovery: await view(context.services, recovery) }
  }),
  approveRecovery: api.operator.approveRecovery.handler(async ({ input, context }) => {
    const operator = await requireOperator(context)
    const { store, clock } = context.services
    const recovery = await store.approveRecovery(stepOf(input, operator, clock()))
    return { recovery: await view(context.services, recovery) }
  }),
  refuseRecovery: api.operator.refuseRecovery.handler(async ({ input, context }) => {
    const operator = await requireOperator(context)
    const { store, clock } = context.services
    const recovery = await store.refuseRecovery(stepOf(input, operator, clock()))
    return { recovery: await view(context.services, recovery) }
  }),
  collectRecovery: api.operator.collectRecovery.handler(async ({ input, context }) => {
    const operator = await requireOperator(context)
    const { store, clock } = context.services
    const recovery = await store.recovery(input.recoveryId)
    if (recovery === null) throw new Refusal('recovery-unknown')
    const refusal = collectionRefusal(recovery)
    if (refusal !== null) throw refusal
    const { recipientSerial, ...answer } = await recoveredKey(context.services, recovery)
    const done = await store.collectRecovery({ ...stepOf(input, operator, clock()), recipientSerial })
    return { recovery: await view(context.services, done), ...answer }
  }),
}

function stepOf(
  { recoveryId }: { readonly recoveryId: string },
  { name }: Operator,
  now: number,
): RecoveryStep {
  return { id: recoveryId, operator: name, now }
}

/** The escrowed key, sealed for the holder alone. No operator ever has it in clear. */
async function recoveredKey(services: Services, recovery: Recovery) {
  const { store, ca } = services
  const escrowed = await store.escrowedKey(recovery.serial)
  const encryption = await store.certificate(recovery.serial)
  const own = await store.certificatesOf(recovery.accountId)
  const signature = own.find((one) => one.usage === 'signature' && one.status === 'active')
  if (escrowed === null || encryption === null || signature === undefined) {
    throw new Refusal('recovery-no-active-certificate')
  }
  const recipient = parseCertificate(signature.der).publicKey
  if (recipient.type !== 'sm2') throw new Refusal('recovery-no-active-certificate')
  const privateKey = ca.sealing.open('escrowed-key', escrowed, recovery.serial)
  const publicKey = sm2PublicKeyOf(privateKey)
  const sealed =
    isKeyOf(encryption, publicKey) && sealEnvelopedKey(recipient.point, { privateKey, publicKey })
  wipe(privateKey)
  if (!sealed) throw new Error(`the key in escrow for ${recovery.serial} is that of another certificate`)
  return {
    recipientSerial: signature.serial,
    envelopedKey: toBase64(encodeEnvelopedKey(sealed)),
    envelopedKeyBlob: toBase64(encodeEnvelopedKeyBlob(sealed)),
    encryptionCertificate: toBase64(encryption.der),
  }
}

/**
 * The first version sealed keys without their serial number, so a key from an exchanged row opens too. This check
 * finds it out.
 */
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
