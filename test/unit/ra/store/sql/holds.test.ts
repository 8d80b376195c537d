import { describe, expect, it } from 'vitest'
import type { DeviceKey } from '../../../../../src/ra/records.ts'
import { demoProfile } from '../../../../../src/ra/rules/profile.ts'
import { sendingCountersOf } from '../../../../../src/ra/rules/sending-limit.ts'
import { countersOf } from '../../../../../src/ra/rules/tries.ts'
import type { Subject } from '../../../../../src/ra/store/sql/sql.ts'
import { account, certificate, now, request, token } from '../../rules/samples.ts'
import { type Memory, memory } from './memory.ts'
import { sending } from './sending.ts'

const device: DeviceKey = { ownerId: 'o', hash: 'h' }
const named = (id: string): Subject => ({ of: 'name', id })
const devices = named('devices o')
const session = {
  ...{ tokenHash: 't', accountId: 'a', handlerId: null, scope: 'full' as const },
  ...{ clientHash: null, expiresAt: now },
}
const operatorSession = { tokenHash: 't', operatorId: 'w', expiresAt: now }
const guess = { name: 'n', network: 'w', device: null, captcha: false, now }
const tries = Object.values(countersOf(guess)).map((name) => named(`tries ${name}`))
const asking = { accountId: 'o', purpose: 'login', network: 'w', device, now } as const
const { code, message } = sending('s')
const redemption = { purpose: 'login', subject: 's', codeHash: 'h', device: null, now } as const
const opening = {
  ...{
    requestId: 'r',
    orderId: 'o',
    account,
    form: { business: 'issue' as const, idempotencyKey: 'k', token },
  },
  ...{ profile: demoProfile, sender: 's', bodyHash: 'b', subject: { der: new Uint8Array(), text: 't' }, now },
}
const authorisation = {
  ...{ unlockId: 'u', recipientKey: new Uint8Array(), codeHash: 'h', keptSecret: null },
  ...{ sealedSecret: null, authorisationCode: 'c', now },
}
const crl = {
  ...{ issuer: 'root' as const, number: 1, der: new Uint8Array(), thisUpdate: 0, nextUpdate: 1 },
  ...{ entries: 0, changes: 0 },
}
const upload = { id: 'u', accountId: 'a', name: 'n', content: new Uint8Array(), at: now }
const recovery = { id: 'r', operator: 'w', now }

type Call = readonly [string, readonly Subject[], (store: Memory['store']) => Promise<unknown>]
const narrow: readonly Call[] = [
  ['openRequest', [{ of: 'account', id: 'account-1' }], (store) => store.openRequest(opening)],
  [
    'submitCsr',
    [{ of: 'request', id: 'r' }],
    (store) => store.submitCsr({ requestId: 'r', csr: new Uint8Array(), publicKey: new Uint8Array(), now }),
  ],
  [
    'review',
    [{ of: 'request', id: 'r' }],
    (store) => store.review({ requestId: 'r', verdict: 'approved', operatorId: 'w', sender: 's', at: now }),
  ],
  ['correct', [{ of: 'request', id: 'r' }], (store) => store.correct({ requestId: 'r', at: now })],
  ['collect', [{ of: 'request', id: 'r' }], (store) => store.collect({ requestId: 'r', made: null, now })],
  [
    'confirm',
    [{ of: 'request', id: 'r' }],
    (store) => store.confirm({ requestId: 'r', provedSerial: 's', now }),
  ],
  ['abandon', [{ of: 'request', id: 'r' }], (store) => store.abandon('r', now)],
  [
    'receive',
    [{ of: 'order', id: 'o' }],
    (store) =>
      store.receive({ orderId: 'o', reference: 'r', method: 'online', amountFen: 1, sender: 's', at: now }),
  ],
  [
    'refund',
    [{ of: 'order', id: 'o' }],
    (store) =>
      store.refund({
        orderId: 'o',
        reference: 'r',
        method: 'online',
        amountFen: 1,
        by: 'w',
        sender: 's',
        at: now,
      }),
  ],
  [
    'changeStatus',
    [{ of: 'certificate', id: '41' }],
    (store) => store.changeStatus({ serial: '41', to: 'active', by: { kind: 'restore' }, now }),
  ],
  ['openSession', [], (store) => store.openSession({ session, device: null, now })],
  ['openSession of a device', [devices], (store) => store.openSession({ session, device, now })],
  [
    'exchangeSession',
    [named('session b'), devices],
    (store) => store.exchangeSession({ session, device, before: 'b', now }),
  ],
  ['removeSession', [], (store) => store.removeSession('t')],
  [
    'openOperatorSession',
    [devices],
    (store) => store.openOperatorSession({ session: operatorSession, device, now }),
  ],
  ['removeOperatorSession', [], (store) => store.removeOperatorSession('t')],
  ['countWrong', tries, (store) => store.countWrong(guess)],
  ['countWrong of a device', [...tries, devices], (store) => store.countWrong({ ...guess, device })],
  ['acceptRight', [...tries, devices], (store) => store.acceptRight({ ...guess, device })],
  [
    'askForCode',
    [...Object.values(sendingCountersOf(asking)).map((name) => named(`tries ${name}`)), devices],
    (store) => store.askForCode(asking),
  ],
  ['sendCode', [named('code identity s')], (store) => store.sendCode({ code, message, spacing: 0 })],
  ['redeemCode', [named('code login s')], (store) => store.redeemCode(redemption)],
  [
    'redeemCode of a device',
    [named('code login s'), devices],
    (store) => store.redeemCode({ ...redemption, device }),
  ],
  [
    'authoriseUnlock',
    [{ of: 'unlock', id: 'u' }, named('code unlock u')],
    (store) => store.authoriseUnlock(authorisation),
  ],
  [
    'closeUnlock',
    [{ of: 'unlock', id: 'u' }],
    (store) => store.closeUnlock({ unlockId: 'u', outcome: 'done', newSecret: null, now }),
  ],
  [
    'registerToken',
    [{ of: 'account', id: 'a' }],
    (store) => store.registerToken({ ...token, accountId: 'a', unlockSecret: null }, now),
  ],
  ['addUpload', [{ of: 'account', id: 'a' }], (store) => store.addUpload(upload)],
  [
    'answerCaptcha',
    [named('captcha k')],
    (store) => store.answerCaptcha({ key: 'k', isRight: true, expiresAt: 1, now }),
  ],
  ['countCall', [named('calls c')], (store) => store.countCall({ name: 'c', perMinute: 1, now })],
  ['addCrl', [named('list root')], (store) => store.addCrl({ crl, after: 0, audit: [] })],
  ['takeTurn', [named('turn j')], (store) => store.takeTurn({ job: 'j', every: 1, now })],
  [
    'chainAudit',
    [named('audit chain')],
    (store) => store.chainAudit({ after: null, links: [], signature: new Uint8Array() }),
  ],
  ['openApplications', [], (store) => store.openApplications('a', [], now)],
  ['addOperator', [], (store) => store.addOperator({ id: 'w', name: 'w', passwordHash: 'h' })],
  ['removeSubscription', [], (store) => store.removeSubscription('i', 'h')],
  ['addAudit', [], (store) => store.addAudit({ at: now, actor: 'a', action: 'b', subject: 'c' })],
  ['putMeta', [], (store) => store.putMeta('k', 'v')],
  ['endSession', [], (store) => store.endSession('a', 't')],
]

const heldBy = async (call: Call[2]) => {
  const { store, held } = memory()
  await call(store).catch(() => null)
  return held
}

describe('a write that holds little', () => {
  it.each(narrow)('%s holds %j', async (_, subjects, call) => {
    expect(await heldBy(call)).toEqual([subjects])
  })
})

type Wide = readonly [string, (store: Memory['store']) => Promise<unknown>]
const wide: readonly Wide[] = [
  ['expireRequests', (store) => store.expireRequests(now)],
  ['cleanUp', (store) => store.cleanUp(now)],
  ['openRecovery', (store) => store.openRecovery({ id: 'r', serial: 's', reason: 'w', openedBy: 'o', now })],
  ['approveRecovery', (store) => store.approveRecovery(recovery)],
  ['refuseRecovery', (store) => store.refuseRecovery(recovery)],
  ['collectRecovery', (store) => store.collectRecovery({ ...recovery, recipientSerial: 's' })],
  ['revokeSeal', (store) => store.revokeSeal({ sealId: 's', operator: 'o', now })],
  ['abandonDossier', (store) => store.abandonDossier({ dossierId: 'd', now })],
  ['addHandler', (store) => store.addHandler('a', 'p')],
  ['closeAccount', (store) => store.closeAccount({ accountId: 'a', handlerId: null, now })],
]
describe('a write whose facts belong to many', () => {
  it.each(wide)('%s holds everything', async (_, call) => {
    expect(await heldBy(call)).toEqual(['everything'])
  })
})

describe('reading', () => {
  it.each<Wide>([
    ['requests', (store) => store.requestsOf('a')],
    ['a certificate', (store) => store.certificate('41')],
    ['the key of a certificate', (store) => store.certifiedKey(certificate)],
    ['a request', (store) => store.request(request.id)],
    ['the tries', (store) => store.tries(guess)],
  ])('%s holds nothing', async (_, call) => {
    expect(await heldBy(call)).toEqual([])
  })
})
