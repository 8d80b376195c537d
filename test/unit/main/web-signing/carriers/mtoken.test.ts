import { describe, expect, it } from 'vitest'
import { answerMtoken, readMtoken } from '../../../../../src/main/web-signing/carriers/mtoken.ts'
import { SOR } from '../../../../../src/main/web-signing/sof/sof-error.ts'
import { olderPage } from '../older-page.ts'

const open = (names: readonly string[] = ['one']) => {
  const made = olderPage(names)
  const call = (name: string, fields: object = {}) =>
    answerMtoken(made.session, { name, fields: { function: name, ...fields } })
  return { ...made, call, me: made.certId() }
}

describe('a form of mToken', () => {
  it('is JSON behind a name, in which no sign is changed', () => {
    const fields = { function: 'f', inData: 'a+b&c%20' }
    expect(readMtoken(`json=${JSON.stringify(fields)}`)).toEqual({ name: 'f', fields })
  })

  it.each([
    ['x'.repeat(100), true],
    ['x'.repeat(101), false],
    [1, false],
    [undefined, false],
  ])('names a function: %s', (name, isCall) => {
    expect(readMtoken(`json=${JSON.stringify({ function: name })}`) !== null).toBe(isCall)
  })

  it.each([
    '',
    'json',
    'json=',
    'json=x',
    'json=null',
    'json=1',
    'json=[]',
    'x={"function":"f"}',
    '{"function":"f"}',
  ])('is not %j', (body) => {
    expect(readMtoken(body)).toBeNull()
  })
})

describe('a page of mToken', () => {
  it.each([
    'SOF_LoadLibrary',
    'SOF_GetDeviceInstance',
    'SOF_ReleaseDeviceInstance',
    'SOF_SetUserID',
    'SOF_SetEncryptMethodAndIV',
  ])('goes on after %s, for which nobody is asked', async (name) => {
    const { call, says } = open()
    says.see = 'refused'
    expect(await call(name)).toEqual({ rtn: 0 })
  })

  it('sees devices', async () => {
    const { call } = open(['one', 'two'])
    expect(await call('SOF_EnumDevice')).toEqual({ array: 'serial-one||serial-two', rtn: 0 })
    expect(await call('SOF_CheckExists', { deviceName: 'serial-two' })).toEqual({ isExist: 1, rtn: 0 })
    expect(await call('SOF_CheckExists', { deviceName: 'serial' })).toEqual({ isExist: 0, rtn: 0 })
    expect(await call('SOF_GetUserList')).toEqual({
      ...{ array: 'one 的持有人||c0/serial-one&&&two 的持有人||c2/serial-two', rtn: 0 },
    })
  })

  it('sees no devices if the person refuses, and hears why no users', async () => {
    const { call, says } = open()
    says.see = 'refused'
    expect(await call('SOF_EnumDevice')).toEqual({ array: '', rtn: 0 })
    expect(await call('SOF_CheckExists', { deviceName: 'serial-one' })).toEqual({ isExist: 0, rtn: 0 })
    expect(await call('SOF_GetUserList')).toEqual({ array: '', rtn: SOR.cancelled })
    expect(await call('SOF_GetLastError')).toEqual({ rtn: SOR.cancelled })
    expect(await call('SOF_Login', { deviceName: 'serial-one' })).toEqual({ rtn: SOR.cancelled })
    expect(await call('SOF_GetPinRetryCount')).toEqual({ retryCount: -1, rtn: SOR.cancelled })
  })

  it('sees a device with two certificates once', async () => {
    const { call, all } = open()
    const [signing] = all
    if (signing !== undefined) all.push({ ...signing, id: 'another' })
    expect(await call('SOF_EnumDevice')).toEqual({ array: 'serial-one', rtn: 0 })
  })

  it('logs in to a device and out again', async () => {
    const { call, session, done, certId } = open(['one', 'two'])
    expect(await call('SOF_Login', { deviceName: 'serial-two', passWd: '1' })).toEqual({ rtn: 0 })
    expect([...session.loggedIn]).toEqual([certId(1)])
    expect(await call('SOF_LogOut', { deviceName: 'serial-two' })).toEqual({ rtn: 0 })
    expect([[...session.loggedIn], done.ended]).toEqual([[], 1])
    await call('SOF_Login', { deviceName: 'unknown' })
    expect([...session.loggedIn]).toEqual([certId(0)])
    expect(await call('SOF_GetPinRetryCount', { deviceName: 'serial-two' })).toEqual({
      retryCount: 7,
      rtn: 0,
    })
  })

  it('hears that the login was refused', async () => {
    const { call, says } = open()
    says.use = 'pin-locked'
    expect(await call('SOF_Login', { deviceName: 'serial-one' })).toEqual({ rtn: SOR.pinLocked })
  })

  it.each([
    [0x80, SOR.notSupported],
    ['128', SOR.notSupported],
    [0x81, 0],
    [1, 0],
    [undefined, 0],
  ])('sets the digest %s: %i', async (digestMethod, rtn) => {
    expect(await open().call('SOF_SetDigestMethod', { digestMethod })).toEqual({ rtn })
  })

  it('gets the certificate for signing, or for encryption by its number', async () => {
    const { call, certs, me: containerName } = open()
    expect(await call('SOF_ExportUserCert', { containerName, keySpec: 1 })).toEqual({
      rtn: 0,
      cert: certs[0],
    })
    expect(await call('SOF_ExportUserCert', { containerName })).toEqual({ rtn: 0, cert: certs[0] })
    expect(await call('SOF_ExportUserCert', { containerName, keySpec: '0' })).toEqual({
      ...{ rtn: 0, cert: certs[1] },
    })
    expect(await call('SOF_ExportUserCert', { containerName: 'x' })).toEqual({ rtn: SOR.noCertificate })
  })

  it('gets facts of a certificate and its client', async () => {
    const { call, certs } = open()
    const base64EncodeCert = certs[0]
    expect(await call('SOF_GetVersion')).toEqual({ rtn: 0, version: '3.4.1' })
    expect(await call('SOF_GetCertInfo', { base64EncodeCert, type: 1 })).toEqual({ rtn: 0, info: 'V3' })
    expect(await call('SOF_GetCertInfoByOid', { base64EncodeCert, oid: '2.5.4.3' })).toEqual({
      ...{ rtn: 0, info: 'one 的持有人' },
    })
    expect(await call('SOF_GetCertInfoByOid', { base64EncodeCert, oid: '2.5.4.99' })).toEqual({
      rtn: SOR.unknown,
    })
  })
})
