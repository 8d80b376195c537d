import { describe, expect, it } from 'vitest'
import type { Name } from '../../../../src/native/skf/names.ts'
import { createService } from '../../../../src/native/skf/service.ts'
import { infoOf, oneDevice, setup } from './scripted-devices.ts'
import { done, giving, inTurn, listed, refusing, type Script, scriptedLibrary } from './scripted-library.ts'

const FAILED = 0x0a000001
const id = 'maker|model-k1|s-001'
const nul = (text: string): Buffer => Buffer.from(`${text}\0`)

const serviceOf = (script: Script = {}) => {
  const scripted = scriptedLibrary({ ...oneDevice(), ...script })
  const saw: string[][] = []
  const keep = (names: readonly Name[]) => void saw.push(names.map(String))
  return { ...scripted, ...createService(scripted.library, setup, keep), saw }
}
/** The calls after the first look. */
const callsOf = async (service: ReturnType<typeof serviceOf>, work: () => unknown) => {
  await service.operations.look(false)
  const before = service.calls.length
  await work()
  return service.calls.slice(before).map(([name]) => name)
}
const entering = ['SKF_EnumDev', 'SKF_ConnectDev', 'SKF_GetDevInfo', 'SKF_OpenApplication']
const leaving = ['SKF_ClearSecureState', 'SKF_CloseApplication', 'SKF_DisConnectDev']

describe('a look', () => {
  it('tells which devices it saw, and what is on them', async () => {
    const { operations, saw } = serviceOf()
    expect(await operations.look(false)).toMatchObject({ tokens: [{ facts: { id } }] })
    expect(saw).toEqual([['one']])
  })

  it('reads again if it is to be fresh, or if something happened to the device', async () => {
    const { operations, forget, of } = serviceOf()
    await operations.look(false)
    await operations.look(false)
    expect(of('SKF_EnumContainer')).toHaveLength(1)
    await operations.look(true)
    expect(of('SKF_EnumContainer')).toHaveLength(2)
    forget([Buffer.from('one').toString('hex')])
    await operations.look(false)
    expect(of('SKF_EnumContainer')).toHaveLength(3)
  })
})

describe('a PIN', () => {
  it('is checked in a scope of its own', async () => {
    const service = serviceOf()
    const calls = await callsOf(service, () => service.operations.verifyPin(id, 'pin123'))
    expect(calls).toEqual([
      ...entering,
      ...['SKF_ClearSecureState', 'SKF_GetPINInfo', 'SKF_VerifyPIN'],
      ...leaving,
    ])
    expect(service.of('SKF_VerifyPIN')[0]?.slice(0, 3)).toEqual([7n, 1, nul('pin123')])
  })

  it('is changed and set anew with each text in its place', async () => {
    const { operations, of } = serviceOf({ SKF_ChangePIN: done, SKF_UnblockPIN: done })
    await operations.changePin(id, 'old-pin', 'new-pin')
    await operations.unlock(id, 'secret', 'new-pin')
    expect(of('SKF_ChangePIN')[0]?.slice(0, 4)).toEqual([7n, 1, nul('old-pin'), nul('new-pin')])
    expect(of('SKF_UnblockPIN')[0]?.slice(0, 3)).toEqual([7n, nul('secret'), nul('new-pin')])
  })

  it('that is refused leaves nobody in', async () => {
    const service = serviceOf({ SKF_VerifyPIN: refusing(FAILED) })
    const calls = await callsOf(service, () =>
      expect(service.operations.verifyPin(id, 'pin123')).rejects.toMatchObject({ code: 'token-refused' }),
    )
    expect(calls.slice(-3)).toEqual(leaving)
  })

  it('is asked of no token that is not there', async () => {
    const { operations, of } = serviceOf()
    await expect(operations.verifyPin('another', 'pin123')).rejects.toMatchObject({ code: 'token-absent' })
    expect(of('SKF_VerifyPIN')).toEqual([])
  })
})

describe('a token', () => {
  it('that was not looked at yet is looked for', async () => {
    const { operations, saw, of } = serviceOf()
    await operations.verifyPin(id, 'pin123')
    expect(saw).toEqual([['one']])
    expect(of('SKF_VerifyPIN')).toHaveLength(1)
  })

  it('whose device has another name now is found again', async () => {
    const { operations, of, saw } = serviceOf({
      SKF_EnumDev: inTurn(giving(listed('one')), giving(listed('two'))),
    })
    await operations.look(false)
    await operations.verifyPin(id, 'pin123')
    expect(of('SKF_ConnectDev').map(([name]) => name)).toEqual([nul('one'), nul('two'), nul('two')])
    expect(saw).toEqual([['one'], ['two']])
  })

  it('in whose place another one came is absent, and the connection is given back', async () => {
    const service = serviceOf({ SKF_GetDevInfo: inTurn(infoOf('S-001'), infoOf('S-002')) })
    const calls = await callsOf(service, () =>
      expect(service.operations.verifyPin(id, 'pin123')).rejects.toMatchObject({ code: 'token-absent' }),
    )
    expect(calls).toEqual(['SKF_EnumDev', 'SKF_ConnectDev', 'SKF_GetDevInfo', 'SKF_DisConnectDev'])
  })
})

describe('a session', () => {
  it('is opened with the PIN and numbered from 1', async () => {
    const service = serviceOf()
    const calls = await callsOf(service, async () =>
      expect(await service.operations.open(id, 'pin123')).toEqual({
        session: 1,
        signatureForm: 'raw',
        cipherForm: 'asn1',
        opens: 'envelopes',
        pinKept: false,
      }),
    )
    expect(calls).toEqual([...entering, 'SKF_ClearSecureState', 'SKF_GetPINInfo', 'SKF_VerifyPIN'])
    expect(await service.operations.open(id, 'pin123')).toMatchObject({ session: 2 })
  })

  it.each(['V_ECCPrvKeyDecrypt', 'SKF_ECCPrvKeyDecrypt'] as const)(
    'opens ciphertexts where there is %s',
    async (name) => {
      const { operations } = serviceOf({ [name]: done })
      expect(await operations.open(id, 'pin123')).toMatchObject({ opens: 'ciphertexts' })
    },
  )

  it('is not opened with a wrong PIN, and leaves nobody in', async () => {
    const service = serviceOf({ SKF_VerifyPIN: refusing(FAILED) })
    const calls = await callsOf(service, () =>
      expect(service.operations.open(id, 'pin123')).rejects.toMatchObject({ code: 'token-refused' }),
    )
    expect(calls.slice(-3)).toEqual(leaving)
    expect(() => service.operations.keys(1)).toThrow('token-removed')
  })

  it('is closed with its containers, once', async () => {
    const service = serviceOf()
    const { operations } = service
    const { session } = await operations.open(id, 'pin123')
    expect(operations.keys(session).map(({ keyId }) => keyId)).toEqual(['01626f78'])
    const before = service.calls.length
    operations.close(session)
    operations.close(session)
    expect(service.calls.slice(before).map(([name]) => name)).toEqual(['SKF_CloseContainer', ...leaving])
    expect(() => operations.keys(session)).toThrow('token-removed')
  })

  it('gives its connection back even if the logout breaks', async () => {
    const { operations, of, library } = serviceOf()
    const { session } = await operations.open(id, 'pin123')
    library.has = () => {
      throw new Error('ours')
    }
    const before = of('SKF_DisConnectDev').length
    expect(() => operations.close(session)).toThrow('ours')
    expect(of('SKF_DisConnectDev')).toHaveLength(before + 1)
  })

  it('that is not known is told as removed by every operation', async () => {
    const { operations } = serviceOf()
    const bytes = new Uint8Array(32)
    const names = { subject: bytes, issuer: bytes, serial: bytes }
    const all: readonly (() => unknown)[] = [
      () => operations.keys(9),
      () => operations.generate(9, 'box'),
      () => operations.sign(9, '01626f78', bytes, 'sm2-digest'),
      () => operations.decrypt(9, '01626f78', bytes),
      () => operations.openEnvelope(9, '01626f78', { key: bytes, iv: bytes, data: bytes }),
      () => operations.importPair(9, '01626f78', 'box', bytes, bytes),
      () => operations.writeCertificate(9, '01626f78', 'box', bytes, names),
      () => operations.certificates(9),
      () => operations.removeKey(9, '01626f78'),
      () => operations.removeCertificate(9, 'x'),
      () => operations.data(9),
      () => operations.writeData(9, 'a', bytes),
      () => operations.removeData(9, 'a'),
      () => operations.writeSeal(9, 'a', bytes),
      () => operations.removeSeal(9, 'a'),
    ]
    for (const work of all) expect(work).toThrow('token-removed')
  })
})

describe('what a session changes', () => {
  const changing = async (work: (service: ReturnType<typeof serviceOf>, session: number) => unknown) => {
    const service = serviceOf({
      SKF_DeleteContainer: done,
      SKF_EnumFiles: giving(listed()),
      SKF_CreateFile: done,
      SKF_WriteFile: done,
      SKF_ImportCertificate: done,
    })
    await service.operations.look(false)
    const { session } = await service.operations.open(id, 'pin123')
    await work(service, session)
    const before = service.of('SKF_EnumContainer').length
    await service.operations.look(false)
    return service.of('SKF_EnumContainer').length > before
  }
  const names = { subject: new Uint8Array(), issuer: new Uint8Array(), serial: new Uint8Array() }

  it.each([
    ['a new pair', true, (s, session) => s.operations.generate(session, 'box')],
    [
      'a certificate',
      true,
      (s, session) => s.operations.writeCertificate(session, '01626f78', 'box', Buffer.from('c'), names),
    ],
    ['a removed key', true, (s, session) => s.operations.removeKey(session, '01626f78')],
    ['a seal', true, (s, session) => s.operations.writeSeal(session, 'seal-a', Buffer.from('s'))],
    ['a removed seal', true, (s, session) => s.operations.removeSeal(session, 'seal-a')],
    ['data', false, (s, session) => s.operations.writeData(session, 'a', Buffer.from('d'))],
    ['removed data', false, (s, session) => s.operations.removeData(session, 'a')],
    ['a question', false, (s, session) => s.operations.certificates(session)],
  ] as const satisfies readonly (readonly [
    string,
    boolean,
    (s: ReturnType<typeof serviceOf>, n: number) => unknown,
  ])[])('%s is read at the next look: %s', async (_, again, work) => {
    expect(await changing(work)).toBe(again)
  })

  it('a seal may be read by anybody, data by the holder alone', async () => {
    const { operations, of } = serviceOf({
      SKF_EnumFiles: giving(listed()),
      SKF_CreateFile: done,
      SKF_WriteFile: done,
    })
    const { session } = await operations.open(id, 'pin123')
    operations.writeSeal(session, 'seal-a', Buffer.from('12'))
    operations.writeData(session, 'a', Buffer.from('123'))
    expect(of('SKF_CreateFile')).toEqual([
      [7n, nul('seal-a'), 2, 0xff, 0x10],
      [7n, nul('a'), 3, 0x10, 0x10],
    ])
  })

  it('is no certificate: one that is there cannot be removed alone, and one that is gone is no error', async () => {
    const { operations } = serviceOf()
    const { session } = await operations.open(id, 'pin123')
    const [certificate] = operations.certificates(session)
    expect(() => operations.removeCertificate(session, certificate?.objectId ?? '')).toThrow('token-lacks')
    operations.removeCertificate(session, 'gone')
  })

  it('is told with the error of the container that cannot be read', async () => {
    const { operations } = serviceOf({ SKF_OpenContainer: refusing(FAILED) })
    const { session } = await operations.open(id, 'pin123')
    expect(() => operations.certificates(session)).toThrow('SKF_OpenContainer 0x0A000001')
  })
})
