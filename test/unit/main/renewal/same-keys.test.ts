import { describe, expect, it } from 'vitest'
import { fromBase64 } from '../../../../src/main/files/base64.ts'
import { stepsWithSameKeys } from '../../../../src/main/renewal/same-keys.ts'
import { fingerprintSha256, parseCertificate, sm2Verify } from '../../../../src/pki/index.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { confirmationMessage } from '../../../../src/shared/ra-contract/index.ts'
import { moments } from '../moments.ts'
import { keyOf } from '../token-at-hand.ts'
import { renewing } from '../transactions/businesses-of.ts'
import { encryption, fresh, known, left, oldToken, performed, signing, started } from './same-keys-at-work.ts'

const removed = new AssistantError('token-removed')
const dersOn = ({ content }: ReturnType<typeof oldToken>) => content.certificates.map(({ der }) => der)
const olds = [signing.certificate.raw, encryption.certificate.raw]

describe('the pair of a 续期 whose keys stay', () => {
  it('is found by its certificate and written down as it is', async () => {
    expect(await performed('keypair', oldToken())).toEqual(known)
  })

  it('may have public halves that are hidden', async () => {
    const token = oldToken()
    token.content.keys = [keyOf('0', ''), keyOf('1', '')]
    expect(await performed('keypair', token)).toEqual(known)
  })

  it.each([
    ['has lost its signing key', 0],
    ['has lost its encryption key', 1],
  ])('is missing if it %s', async (_, gone) => {
    const token = oldToken()
    token.content.keys = token.content.keys.filter(({ keyId }) => keyId !== String(gone))
    await expect(performed('keypair', token)).rejects.toMatchObject({ code: 'same-key-missing' })
  })

  it('is missing without either certificate, and if another was meant', async () => {
    const missing = { code: 'same-key-missing' }
    for (const gone of ['object-0', 'object-1']) {
      const token = oldToken()
      token.content.certificates = token.content.certificates.filter(({ objectId }) => objectId !== gone)
      await expect(performed('keypair', token)).rejects.toMatchObject(missing)
    }
    const [request] = left
    if (!request) throw new Error('no request')
    const records = [renewing('same'), request]
    await expect(performed('keypair', oldToken(), { records })).rejects.toMatchObject(missing)
  })

  it('is not one of another authority', async () => {
    await expect(performed('keypair', oldToken(), { isForeign: () => true })).rejects.toMatchObject({
      code: 'same-key-missing',
    })
  })
})

describe('the new certificates of keys that stay', () => {
  it('are written beside the old ones under the names of their request', async () => {
    const token = oldToken()
    expect(await performed('write-signing', token)).toEqual({ objectId: 'written-2' })
    expect(await performed('write-encryption', token)).toEqual({ keyId: '1', objectId: 'written-4' })
    expect(token.log).toEqual(['write CA-request-1-S', 'write CA-request-1-S', 'write CA-request-1-E'])
    expect(token.content.certificates.slice(2).map(({ keyId }) => keyId)).toEqual(['0', '0', '1'])
    expect(dersOn(token).slice(2)).toEqual([fresh.signing, fresh.signing, fresh.encryption])
  })

  it('are not written without the key', async () => {
    const token = oldToken()
    token.content.keys = []
    for (const step of ['write-signing', 'write-encryption'] as const)
      await expect(performed(step, token)).rejects.toMatchObject({ code: 'object-missing' })
    expect(token.log).toEqual([])
  })

  it('go again if the second cannot be written, and the failure is told after that', async () => {
    const token = oldToken()
    const whole = token.session.writeCertificate
    const session = {
      ...token.session,
      writeCertificate: async (...given: Parameters<typeof whole>) => {
        if (given[1].endsWith('-E')) throw removed
        return whole(...given)
      },
    }
    await expect(performed('write-encryption', { session })).rejects.toBe(removed)
    expect(dersOn(token)).toEqual(olds)
  })

  it('leave the first failure to be told if the old ones cannot be put back', async () => {
    const first = new AssistantError('token-absent')
    const session = {
      ...oldToken().session,
      certificates: async () => Promise.reject(removed),
      writeCertificate: async () => Promise.reject(first),
    }
    await expect(performed('write-signing', { session })).rejects.toBe(first)
    const fault = new Error('a fault')
    const broken = { ...session, certificates: async () => Promise.reject(fault) }
    await expect(performed('write-signing', { session: broken })).rejects.toBe(fault)
  })

  it('are read back and used', async () => {
    const token = oldToken()
    await performed('write-encryption', token)
    const verified = await performed('verify', token)
    const confirmation = 'confirmation' in verified ? String(verified.confirmation) : ''
    const message = confirmationMessage('request-1', parseCertificate(fresh.signing).serialHex)
    expect(sm2Verify(signing.keys.publicKey, message, fromBase64(confirmation))).toBe(true)
  })

  it('go again if they do not pass that check, which leads back to their writing', async () => {
    const token = oldToken({ openEnvelope: async () => new Uint8Array(16) })
    await performed('write-encryption', token)
    await expect(performed('verify', token)).rejects.toMatchObject({ code: 'pair-check-failed' })
    expect(dersOn(token)).toEqual(olds)
    expect(stepsWithSameKeys.verify.back).toEqual({ after: 'pair-check-failed', to: 'write-signing' })
  })
})

describe('the old certificates of keys that stay', () => {
  it('are told to be out of force when the new ones are in it', async () => {
    const told: (readonly string[])[] = []
    const confirm = async () => ({ certificates: [] })
    expect(await performed('confirm', oldToken(), { confirm, superseded: (one) => told.push(one) })).toEqual({
      retired: [],
    })
    expect(told).toEqual([[], [signing, encryption].map(({ certificate }) => fingerprintSha256(certificate))])
  })

  it('are removed, and their keys are not, whatever else names them', async () => {
    const token = oldToken()
    await performed('write-encryption', token)
    token.content.keys = [...token.content.keys, keyOf('7', 'older')]
    const other = (keyId: string) => ({
      ...{ keyId, objectId: `of ${keyId}`, fingerprint: `F${keyId}` },
      ...{ isRsa: false, isPredecessor: true, opensFiles: false },
    })
    const others = ['0', '1', '7'].map(other)
    const retired = others.map(({ fingerprint }) => fingerprint)
    const records = [
      started,
      ...left.map((record) => {
        if (record.step === 'verify') return { ...record, left: { ...record.left, others } }
        return record.step === 'confirm' ? { ...record, left: { retired } } : record
      }),
    ]
    token.log.length = 0
    expect(await performed('retire', token, { records })).toEqual({ removed: 3 })
    expect(token.log).toEqual([
      ...['remove certificate object-0', 'remove certificate object-1', 'remove key 7'],
    ])
  })

  it('are gone when the last key is', async () => {
    const gone = Promise.withResolvers<void>()
    const token = oldToken({ removeKey: () => gone.promise })
    const older = { keyId: '7', objectId: 'o', fingerprint: 'F7', isRsa: false }
    const others = [{ ...older, isPredecessor: true, opensFiles: false }]
    const records = [
      started,
      ...left.map((record) => {
        if (record.step === 'verify') return { ...record, left: { ...record.left, others } }
        return record.step === 'confirm' ? { ...record, left: { retired: ['F7'] } } : record
      }),
    ]
    const over: unknown[] = []
    const retired = performed('retire', token, { records }).then((answer) => over.push(answer))
    await moments()
    expect(over).toEqual([])
    gone.resolve()
    await retired
    expect(over).toEqual([{ removed: 3 }])
  })

  it('may be gone already', async () => {
    const token = oldToken()
    token.content.certificates = []
    expect(await performed('retire', token)).toEqual({ removed: 0 })
  })

  it('must be in the journal', async () => {
    const records = [
      started,
      ...left.map((record) =>
        record.step === 'keypair' ? { ...record, left: { ...record.left, old: undefined } } : record,
      ),
    ]
    await expect(performed('retire', oldToken(), { records })).rejects.toThrow('lacks the old certificates')
  })
})
