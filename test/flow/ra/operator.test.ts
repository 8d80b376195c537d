import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  fromBase64,
  openEnvelopedKey,
  parseCertificate,
  parseEnvelopedKey,
  parseEnvelopedKeyBlob,
  toHex,
} from '../../../src/pki/index.ts'
import { agency, operatorAt, person, refusalOf, startTestRa, type TestRa } from './authority.ts'
import { captchaAnswer, type Finished, type Holder, holderAt, issue } from './holder.ts'

let test: TestRa
let operator: Holder
let holder: Holder
let first: Finished

beforeAll(async () => {
  test = await startTestRa()
  operator = await operatorAt(test)
  holder = await agency(test.ra.url)
  first = await issue(holder)
})
afterAll(() => test.end())

describe('an operator', () => {
  it('logs in with the password of the first start, and is paused after wrong ones like everybody', async () => {
    const stranger = holderAt(test.ra.url)
    const attempt = async (name: string) => {
      const { captchaId } = await stranger.client.captcha.create({})
      const solved = { captchaId, captchaAnswer }
      return refusalOf(stranger.client.operator.login({ name, password: 'wrong', ...solved }))
    }
    expect(await attempt('nobody')).toEqual({ code: 'operator-login-wrong', params: { triesLeft: 4 } })
    expect(await attempt('auditor')).toEqual({ code: 'operator-login-wrong', params: { triesLeft: 4 } })
    for (let i = 0; i < 3; i++) await attempt('auditor')
    expect((await attempt('auditor')).code).toBe('account-paused')
    test.passTime(60_000)
  })

  it('finds accounts, certificates, orders and messages by a part of their text', async () => {
    const { accounts } = await operator.client.operator.accounts({ text: '海拉尔' })
    expect(accounts.map((one) => one.userName)).toEqual(['hailar'])
    const { certificates } = await operator.client.operator.certificates({
      text: '北京示例',
      status: 'active',
    })
    expect(certificates.map((one) => one.accountName)).toEqual([
      '北京示例知识产权代理有限公司',
      '北京示例知识产权代理有限公司',
    ])
    expect((await operator.client.operator.certificates({ text: "' OR 1=1 --" })).certificates).toEqual([])
    expect((await operator.client.operator.requests({ state: 'active' })).requests).toHaveLength(1)
  })

  const sentCode = {
    purpose: 'identify' as const,
    codeHash: 'none',
    triesLeft: 5,
    sentAt: 0,
    expiresAt: 1,
  }

  it('pages through long lists without a gap', async () => {
    const { store } = test.ra.services
    for (let i = 0; i < 120; i++) {
      const message = { id: `message-${i}`, channel: 'sms' as const, to: '1', text: `n ${i} n`, createdAt: i }
      const code = { ...sentCode, id: `code-${i}`, subject: `subject-${i}` }
      await store.sendCode({ code, message, spacing: 0 })
    }
    const seen: string[] = []
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<typeof operator.client.operator.outbox>> =
        await operator.client.operator.outbox({ text: 'n ', ...(after === null ? {} : { after }) })
      seen.push(...page.messages.map((one) => one.id))
      after = page.next
    } while (after !== null)
    expect(seen).toEqual(Array.from({ length: 120 }, (_, i) => `message-${119 - i}`))
  })

  it('sees the health of the CA', async () => {
    const health = await operator.client.operator.health({})
    expect(health.authorities.map((one) => one.subject.split(',')[0])).toEqual([
      'CN=证书助手演示认证机构根 CA',
      'CN=证书助手演示认证机构签发 CA',
    ])
    expect(health.certificates).toEqual({ pending: 0, active: 2 })
    expect(health.databaseBytes).toBeGreaterThan(0)
  })

  it('publishes a list with a higher number', async () => {
    const one = await operator.client.operator.publishCrl({})
    const two = await operator.client.operator.publishCrl({})
    expect(two.number).toBe(one.number + 1)
  })

  it('revokes a pair once', async () => {
    const user = await person(test.ra.url)
    const { request } = await issue(user)
    const serial = request.serials?.signature ?? ''
    const { certificates } = await operator.client.operator.revoke({ serial, reason: 'key-compromised' })
    expect(certificates.map((one) => one.status)).toEqual(['revoked', 'revoked'])
    const again = await refusalOf(operator.client.operator.revoke({ serial, reason: 'lost' }))
    expect(again).toEqual({ code: 'certificate-not-active', params: { serial, status: 'revoked' } })
  })
})

describe('the recovery of an encryption key', () => {
  it('needs two operators besides the one who asks, and gives the key to its holder alone', async () => {
    const auditor = await operatorAt(test, 'auditor')
    const keeper = await operatorAt(test, 'keeper')
    const serial = first.request.serials?.encryption ?? ''
    const second = await issue(holder)
    const { recovery } = await operator.client.operator.openRecovery({
      serial,
      reason: '员工离职,需要解密旧文件',
    })
    const recoveryId = recovery.id
    const early = await refusalOf(operator.client.operator.collectRecovery({ recoveryId }))
    expect(early).toEqual({ code: 'recovery-not-approved', params: { approvals: 0, needed: 2 } })
    const own = await refusalOf(operator.client.operator.approveRecovery({ recoveryId }))
    expect(own.code).toBe('recovery-same-operator')
    await auditor.client.operator.approveRecovery({ recoveryId })
    const twice = await refusalOf(auditor.client.operator.approveRecovery({ recoveryId }))
    expect(twice.code).toBe('recovery-same-operator')
    expect((await refusalOf(operator.client.operator.collectRecovery({ recoveryId }))).code).toBe(
      'recovery-not-approved',
    )
    await keeper.client.operator.approveRecovery({ recoveryId })
    const answer = await operator.client.operator.collectRecovery({ recoveryId })
    const old = parseCertificate(fromBase64(first.collected.encryptionCertificate)).publicKey
    const forms = [
      parseEnvelopedKey(fromBase64(answer.envelopedKey)),
      parseEnvelopedKeyBlob(fromBase64(answer.envelopedKeyBlob)),
    ]
    for (const form of forms) {
      const key = openEnvelopedKey(second.pair.privateKey, form)
      expect(old.type === 'sm2' && toHex(old.point)).toBe(toHex(key.publicKey))
      expect(() => openEnvelopedKey(first.pair.privateKey, form)).toThrow()
    }
  })

  it('can be refused by any operator, and stays refused', async () => {
    const auditor = await operatorAt(test, 'auditor')
    const serial = first.request.serials?.encryption ?? ''
    const { recovery } = await operator.client.operator.openRecovery({ serial, reason: '误操作' })
    const recoveryId = recovery.id
    await auditor.client.operator.refuseRecovery({ recoveryId })
    expect((await refusalOf(auditor.client.operator.approveRecovery({ recoveryId }))).code).toBe(
      'recovery-closed',
    )
    expect((await refusalOf(operator.client.operator.collectRecovery({ recoveryId }))).code).toBe(
      'recovery-closed',
    )
  })
})
