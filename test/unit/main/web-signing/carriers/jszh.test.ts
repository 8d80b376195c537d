import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { answerJszh, readJszh } from '../../../../../src/main/web-signing/carriers/jszh.ts'
import { SOR, sofMessage } from '../../../../../src/main/web-signing/sof/sof-error.ts'
import { parseSignedMessage } from '../../../../../src/pki/index.ts'
import { bytesOf, olderPage } from '../older-page.ts'

const open = (names: readonly string[] = ['one']) => {
  const made = olderPage(names, false)
  const call = (method: string, param: Readonly<Record<string, unknown>> = {}) =>
    answerJszh(made.session, { method, param })
  const fingers = made.certs.map((cert) =>
    createHash('sha1').update(bytesOf(cert)).digest('hex').toUpperCase(),
  )
  return { ...made, call, fingers }
}
const good = (Result: unknown) => ({ ErrorCode: 0, ErrorMsg: '', Result, Status: 1 })
const bad = (code: number, text = sofMessage(code)) => ({
  ...{ ErrorCode: code, ErrorMsg: text, Result: {}, Status: 0 },
})

describe('a text is a call', () => {
  it.each<[unknown, unknown]>([
    [{ method: 'a' }, { method: 'a', param: {} }],
    [
      { method: 'a', param: { b: 1 }, other: 2 },
      { method: 'a', param: { b: 1 } },
    ],
    [{ method: 'x'.repeat(100) }, { method: 'x'.repeat(100), param: {} }],
    [{ method: 'x'.repeat(101) }, null],
    [{ method: 'a', param: { ['x'.repeat(101)]: 1 } }, null],
    [{ method: 1 }, null],
    [{ method: 'a', param: [] }, null],
    [{}, null],
    [null, null],
  ])('%j', (text, call) => {
    expect(readJszh(JSON.stringify(text))).toEqual(call)
  })

  it('only if it is JSON', () => {
    expect(readJszh('{')).toBeNull()
  })
})

describe('a page of this client', () => {
  it('counts devices and names them', async () => {
    const { call, all } = open(['one', 'two'])
    expect(await call('GetDeviceCount')).toEqual(good({ lDevNum: 2 }))
    expect(await call('getAllDeviceSN')).toEqual(good({ sDeviceSNs: 'serial-one;serial-two;' }))
    const [signing] = all
    const more = signing === undefined ? [] : [{ ...signing, id: 'another' }]
    const { call: again, all: others } = open(['one'])
    others.push(...more.map((one) => ({ ...one, view: { ...one.view, tokenId: 'one' } })))
    expect(await again('GetDeviceCount')).toEqual(good({ lDevNum: 1 }))
  })

  it('finds no device without a certificate', async () => {
    const { call, all } = open()
    all.splice(0)
    expect(await call('GetDeviceCount')).toEqual(good({ lDevNum: 0 }))
    expect(await call('getAllDeviceSN')).toEqual(good({ sDeviceSNs: '' }))
    expect(await call('GetCertDn')).toEqual(bad(-1, ''))
  })

  it('finds none if the person refuses, and hears why', async () => {
    const { call, says } = open()
    says.see = 'refused'
    expect(await call('GetDeviceCount')).toEqual(good({ lDevNum: 0 }))
    expect(await call('GetCertDn')).toEqual(bad(SOR.cancelled))
  })

  it('names a certificate by its thumbprint or its device, or gets the first', async () => {
    const { call, all, fingers } = open(['one', 'two'])
    const subjects = [0, 2].map((at) => all[at]?.certificate.subject.text)
    for (const [param, at] of [
      [{}, 0],
      [{ finger: fingers[2] }, 1],
      [{ finger: fingers[2]?.toLowerCase() }, 1],
      [{ finger: fingers[3] }, 0],
      [{ finger: 1 }, 0],
      [{ sDeviceSN: 'serial-two' }, 1],
      [{ sDeviceSN: 'serial' }, 0],
    ] as const)
      expect(await call('GetCertDn', param)).toEqual(good({ sCertDn: subjects[at] }))
    expect(subjects[0]).not.toBe(subjects[1])
  })

  it('gets a certificate', async () => {
    const { call, certs, fingers, all } = open()
    const Subject = all[0]?.certificate.subject.text
    expect(await call('SOF_GetCertInfo')).toEqual(
      good({ ThumbprintSHA1: fingers[0], Subject, cert: certs[0] }),
    )
  })

  it('logs in, and is in as long as both sides say so', async () => {
    const { call, says, session, certId } = open()
    const isIn = async () => (await call('SOF_IsPINCache')).Result
    expect(await isIn()).toEqual({ isCachePin: false })
    expect(await call('VerifyUserPin', { sPin: '1' })).toEqual(good({}))
    expect([await isIn(), [...session.loggedIn]]).toEqual([{ isCachePin: true }, [certId()]])
    says.isIn = false
    expect(await isIn()).toEqual({ isCachePin: false })
    says.use = 'refused'
    expect(await call('VerifyUserPin')).toEqual(bad(SOR.cancelled))
  })

  it.each([
    [true, true],
    ['1', true],
    [0, false],
    [undefined, false],
  ])('signs a message without a login (detach: %s)', async (detach, apart) => {
    const { call, fingers } = open()
    const { Result, ...rest } = await call('SOF_Pkcs7Silent', { data: '合同', detach })
    const { finger, signData } = Result as Readonly<Record<string, unknown>>
    expect([rest, finger]).toEqual([{ ErrorCode: 0, ErrorMsg: '', Status: 1 }, fingers[0]])
    const { content } = parseSignedMessage(bytesOf(signData))
    expect(content === null ? null : Buffer.from(content).toString()).toBe(apart ? null : '合同')
  })

  it('signs nothing that is refused or no text', async () => {
    const { call, says } = open()
    expect(await call('SOF_Pkcs7Silent', { data: {} })).toEqual(bad(SOR.inputData))
    says.use = 'token-gone'
    expect(await call('SOF_Pkcs7Silent', { data: 'a' })).toEqual(bad(SOR.removed))
  })

  it.each(['Other', 'DeleteFile', 'constructor'])('hears that %s is not there', async (method) => {
    expect(await open().call(method)).toEqual(bad(SOR.notSupported))
  })

  it('hears an error also of a call that works and is not one of this client', async () => {
    expect(await open().call('SOF_GetVersion')).toEqual(bad(-1, ''))
  })
})
