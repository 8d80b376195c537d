import { toBase64 } from '../pki/bytes.ts'
import { csrToSign, finishCsr } from '../pki/csr/index.ts'
import { generateSm2KeyPair, sm2Sign, sm2SignDigest } from '../pki/sm2/index.ts'
import { confirmationMessage } from '../shared/ra-contract/request.ts'
import type { RaToken } from '../shared/ra-contract/token.ts'
import { DAY, yearsLater } from './clock.ts'
import { randomId } from './random.ts'
import type { Account, Request } from './records.ts'
import type { OpenForm } from './rules/opening.ts'
import { startRa } from './server.ts'
import type { Services } from './services.ts'

/** The state that an account of the demonstration shows. */
type Scene =
  | 'valid'
  | 'one-day-left'
  | 'expired'
  | 'revoked'
  | 'suspended'
  | 'waiting-for-review'
  | 'waiting-for-payment'
  | 'waiting-for-correction'
  | 'installable'
  | 'refund-due'

const scenes: Readonly<Record<string, Scene>> = {
  demo: 'one-day-left',
  wangfang: 'valid',
  ouyang: 'expired',
  hailar: 'waiting-for-review',
  qingyun: 'waiting-for-payment',
  lijun: 'revoked',
  fanyu1998: 'suspended',
  gusu: 'waiting-for-correction',
  yuecheng: 'installable',
  rongjiang: 'refund-due',
}

/** Demo accounts with certificates in every state, made by the authority's own steps at other times. */
export async function seedDemo(dataDir: string, passphrase: string | undefined) {
  const now = Date.now()
  const time = { now }
  const ra = await startRa({
    dataDir,
    embedded: true,
    unlimited: true,
    clock: () => time.now,
    ...(passphrase === undefined ? {} : { passphrase }),
  })
  try {
    const { store } = ra.services
    const counts = { accounts: 0, certificates: 0, requests: 0 }
    for (const [userName, scene] of Object.entries(scenes)) {
      const account = await store.accountByUserName(userName)
      if (account === null) continue
      const empty = (await store.certificatesOf(account.id)).length === 0
      if (empty) await play(ra.services, account, scene, time, now)
      time.now = now
      counts.accounts++
      counts.certificates += (await store.certificatesOf(account.id)).length
      counts.requests += (await store.requestsOf(account.id)).length
    }
    return counts
  } finally {
    await ra.stop()
  }
}

async function play(
  services: Services,
  account: Account,
  scene: Scene,
  time: { now: number },
  now: number,
): Promise<void> {
  time.now = issuedAt(scene, now)
  const request = await issued(services, account, scene)
  time.now = now
  const serial = request.signatureSerial ?? ''
  const { store, clock } = services
  const by = { kind: 'account', id: account.id } as const
  switch (scene) {
    case 'valid':
    case 'one-day-left':
    case 'expired':
      return
    case 'revoked':
      await store.changeStatus({ serial, to: 'revoked', reason: 'lost', note: null, by, now: clock() })
      return
    case 'suspended':
      await store.changeStatus({ serial, to: 'suspended', by, now: clock() })
      return
    case 'waiting-for-review':
    case 'waiting-for-payment':
      await renew(services, account, serial, scene === 'waiting-for-review')
      return
    case 'waiting-for-correction':
    case 'installable':
    case 'refund-due':
      await endRenewal(services, await renew(services, account, serial, true), scene)
      return
  }
}

/** Certificates last a year, so the time at which one was made decides its state today. */
function issuedAt(scene: Scene, now: number): number {
  switch (scene) {
    case 'one-day-left':
      return yearsLater(now + DAY + DAY / 2, -1)
    case 'expired':
      return yearsLater(now - 3 * DAY, -1)
    case 'waiting-for-review':
    case 'waiting-for-payment':
    case 'waiting-for-correction':
    case 'installable':
    case 'refund-due':
      return yearsLater(now + 20 * DAY, -1)
    case 'valid':
    case 'revoked':
    case 'suspended':
      return now - 40 * DAY
  }
}

const token = (scene: Scene): RaToken => ({
  kind: 'ukey',
  vendor: '演示 Ukey',
  serial: `DEMO-${scene.toUpperCase()}`,
})

async function issued(services: Services, account: Account, scene: Scene): Promise<Request> {
  const { requests, store } = services
  const form: OpenForm = { business: 'issue', idempotencyKey: randomId(), token: token(scene) }
  const pair = generateSm2KeyPair()
  const opened = await requests.open(account, form)
  const submitted = await requests.submit(opened, csr(opened, pair))
  await requests.collect(submitted, false)
  const collected = (await store.request(opened.id)) ?? submitted
  const message = confirmationMessage(collected.id, collected.signatureSerial ?? '')
  return requests.confirm(collected, toBase64(sm2Sign(pair.privateKey, message)))
}

/** A renewal that waits for its payment, or is paid and waits for the review. */
async function renew(services: Services, account: Account, serial: string, paid: boolean): Promise<Request> {
  const { requests, payments, store } = services
  const opened = await requests.open(account, {
    business: 'renew',
    idempotencyKey: randomId(),
    token: token('valid'),
    previousSerial: serial,
    termYears: 2,
    application: {
      agreementAccepted: true,
      handler: { idType: 'resident-id', idNumber: '110105198804120040', name: '王芳', phone: '13800000002' },
      recipient: { name: '王芳', phone: '13800000002', address: '北京市海淀区示例路 1 号' },
    },
  })
  await requests.submit(opened, csr(opened, generateSm2KeyPair()))
  const order = await store.orderOfRequest(opened.id)
  if (!paid || order === null) return opened
  await payments.reportTransfers(order, [
    {
      payerAccount: '6222000000000000',
      payerName: account.applicantName,
      amountFen: order.totalFen,
      paidOn: new Date(services.clock()).toISOString().slice(0, 10),
    },
  ])
  return opened
}

/** What an operator, or the applicant, made of a renewal that was paid. */
async function endRenewal(
  { requests, clock, name }: Services,
  request: Request,
  scene: 'waiting-for-correction' | 'installable' | 'refund-due',
): Promise<void> {
  if (scene === 'refund-due') return void (await requests.abandon(request))
  const frame = { requestId: request.id, operatorId: 'operator', at: clock(), sender: name }
  await requests.review(
    scene === 'installable'
      ? { ...frame, verdict: 'approved' }
      : { ...frame, verdict: 'correction', reason: '收件人地址不完整', fields: ['recipient'] },
  )
}

function csr(
  request: Request,
  pair: { readonly publicKey: Uint8Array; readonly privateKey: Uint8Array },
): string {
  const { tbs, digest } = csrToSign({ subject: request.subjectDer, publicKey: pair.publicKey })
  return toBase64(finishCsr(tbs, sm2SignDigest(pair.privateKey, digest)))
}
