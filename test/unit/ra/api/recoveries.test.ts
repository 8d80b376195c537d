import { call } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { fromBase64, toBase64 } from '../../../../src/pki/bytes.ts'
import {
  openEnvelopedKey,
  parseEnvelopedKey,
  parseEnvelopedKeyBlob,
} from '../../../../src/pki/envelope/index.ts'
import { generateSm2KeyPair } from '../../../../src/pki/sm2/index.ts'
import { parseCertificate } from '../../../../src/pki/x509/index.ts'
import { recoveriesApi } from '../../../../src/ra/api/recoveries.ts'
import { issuePair } from '../../../../src/ra/ca/issue.ts'
import { subjectOf } from '../../../../src/ra/ca/subject.ts'
import { addresses } from '../authority.ts'
import { account, now } from '../rules/samples.ts'
import { apiPlace, ca, refused } from './place.ts'

const holder = generateSm2KeyPair()
const made = () =>
  issuePair(ca, addresses, {
    ...{
      account,
      subjectDer: subjectOf(account).der,
      kind: 'ordinary' as const,
      signingKey: holder.publicKey,
    },
    ...{ notBefore: now, notAfter: now + 1000 },
  })
const pair = made()
const { serial } = pair.encryption

type Values = Readonly<Record<string, string | Uint8Array>>
function placeOf(signature: Values = {}, encryption: Values = {}, escrow = pair.escrow) {
  const at = apiPlace()
  at.addAccount()
  for (const [token, name] of [
    ['asking', 'wang'],
    ['first', 'li'],
    ['second', 'chen'],
  ] as const)
    at.addOperator(token, name)
  const row = { account_id: 'account-1', pair_id: 'p' }
  at.insert('certificates', { ...row, serial: 'AA', der: pair.signature.der, ...signature })
  at.insert('certificates', { ...row, serial, usage: 'encryption', der: pair.encryption.der, ...encryption })
  if (escrow !== null) at.insert('escrow', { serial, sealed: escrow })
  return at
}
type Place = ReturnType<typeof placeOf>

const open = async (at: Place) =>
  (await call(recoveriesApi.openRecovery, { serial, reason: '司法要求' }, { context: at.call('asking') }))
    .recovery
const approve = (at: Place, recoveryId: string, token: string) =>
  call(recoveriesApi.approveRecovery, { recoveryId }, { context: at.call(token) })
const refuse = (at: Place, recoveryId: string, token: string) =>
  call(recoveriesApi.refuseRecovery, { recoveryId }, { context: at.call(token) })
const collect = (at: Place, recoveryId: string, token = 'asking') =>
  call(recoveriesApi.collectRecovery, { recoveryId }, { context: at.call(token) })
const list = (at: Place, token = 'asking') => call(recoveriesApi.recoveries, {}, { context: at.call(token) })
const approved = async (at: Place) => {
  const { id } = await open(at)
  await approve(at, id, 'first')
  await approve(at, id, 'second')
  return id
}

describe('a recovery', () => {
  it('is opened in the name of an operator', async () => {
    const at = placeOf()
    const recovery = await open(at)
    expect(recovery).toEqual({
      ...{ id: recovery.id, serial, accountName: '示例公司', reason: '司法要求', state: 'waiting' },
      ...{ openedBy: 'wang', openedAt: new Date(now).toISOString(), approvals: [], needed: 2 },
    })
    expect(await list(at)).toEqual({ recoveries: [recovery] })
  })

  it('is nothing for anybody else', async () => {
    const at = placeOf()
    const ended = ['session-ended', {}]
    const { id } = await open(at)
    expect(await refused(list(at, 'x'))).toEqual(ended)
    expect(await refused(approve(at, id, 'x'))).toEqual(ended)
    expect(await refused(refuse(at, id, 'x'))).toEqual(ended)
    expect(await refused(collect(at, id, 'x'))).toEqual(ended)
    const opening = call(recoveriesApi.openRecovery, { serial, reason: 'r' }, { context: at.call('x') })
    expect(await refused(opening)).toEqual(ended)
  })

  it('needs two others', async () => {
    const at = placeOf()
    const { id } = await open(at)
    expect(await refused(approve(at, id, 'asking'))).toEqual(['recovery-same-operator', {}])
    expect((await approve(at, id, 'first')).recovery).toMatchObject({ state: 'waiting', approvals: ['li'] })
    expect(await refused(collect(at, id))).toEqual(['recovery-not-approved', { approvals: 1, needed: 2 }])
    expect((await approve(at, id, 'second')).recovery).toMatchObject({
      state: 'approved',
      approvals: ['li', 'chen'],
    })
  })

  it('is refused by one', async () => {
    const at = placeOf()
    const { id } = await open(at)
    expect((await refuse(at, id, 'first')).recovery.state).toBe('refused')
    expect(await refused(collect(at, id))).toEqual(['recovery-closed', {}])
    expect(at.rows(`SELECT actor FROM audit WHERE action = 'recovery refused'`)).toEqual([
      { actor: 'operator li' },
    ])
  })
})

describe('a key that is recovered', () => {
  it('goes to its holder alone, in both forms', async () => {
    const at = placeOf()
    const answer = await collect(at, await approved(at))
    expect(answer.recovery.state).toBe('done')
    expect(answer.encryptionCertificate).toBe(toBase64(pair.encryption.der))
    expect(Object.keys(answer)).not.toContain('recipientSerial')
    const { publicKey } = parseCertificate(pair.encryption.der)
    const opened = [
      parseEnvelopedKey(fromBase64(answer.envelopedKey)),
      parseEnvelopedKeyBlob(fromBase64(answer.envelopedKeyBlob)),
    ].map((sealed) => openEnvelopedKey(holder.privateKey, sealed).publicKey)
    for (const point of opened) expect(publicKey).toMatchObject({ type: 'sm2', point })
    expect((await collect(at, answer.recovery.id)).recovery.state).toBe('done')
  })

  it.each<[string, Values]>([
    ['suspended', { status: 'suspended' }],
    ['one for another business', { usage: 'encryption', status: 'revoked' }],
    ['that of another account', { account_id: 'b' }],
  ])('goes nowhere if the signature certificate is %s', async (_, signature) => {
    const at = placeOf(signature)
    expect(await refused(collect(at, await approved(at)))).toEqual(['recovery-no-active-certificate', {}])
  })

  it('is one that is in escrow', async () => {
    const at = placeOf({}, {}, null)
    expect(await refused(collect(at, await approved(at)))).toEqual(['recovery-no-active-certificate', {}])
    expect(await refused(collect(at, 'no-such-recovery'))).toEqual(['recovery-unknown', {}])
  })

  it('is that of its certificate', async () => {
    const at = placeOf({}, { der: made().encryption.der })
    const id = await approved(at)
    await expect(collect(at, id)).rejects.toThrow(
      `the key in escrow for ${serial} is that of another certificate`,
    )
    expect((await at.store.recovery(id))?.state).toBe('approved')
  })
})
