import { describe, expect, it } from 'vitest'
import { answerNetca, readNetca } from '../../../../../src/main/web-signing/carriers/netca.ts'
import { SOR, sofMessage } from '../../../../../src/main/web-signing/sof/sof-error.ts'
import { olderPage } from '../older-page.ts'

const head = { requestVersion: '1', requestOrigin: 'site', requestId: 7 }
const open = (names: readonly string[] = ['one']) => {
  const made = olderPage(names, false)
  const call = async (name: string, param: Readonly<Record<string, unknown>> = {}) => {
    const { responseResult, responseEntity, ...rest } = await answerNetca(made.session, { head, name, param })
    expect(rest).toEqual(head)
    return { result: responseResult, entity: responseEntity }
  }
  return { ...made, call }
}
const good = (entity: unknown) => ({ result: { status: 0, msg: '' }, entity })
const bad = (code: number) => ({ result: { status: -5, msg: sofMessage(code) }, entity: {} })
/** The call did nothing, and no error is known. */
const empty = { result: { status: -1, msg: sofMessage(SOR.noCertificate) }, entity: {} }

describe('a text is a call', () => {
  const text = (requestQuery: unknown, more: object = {}) =>
    JSON.stringify({ ...head, ...more, requestQuery })

  it('with what the answer repeats', () => {
    expect(readNetca(text({ function: 'f', param: { a: 1 } }))).toEqual({ head, name: 'f', param: { a: 1 } })
    expect(readNetca(text({ function: 'f' }, { requestId: 'x'.repeat(200) }))).toEqual({
      ...{ head: { ...head, requestId: 'x'.repeat(200) }, name: 'f', param: {} },
    })
  })

  it.each([
    [{ function: 'x'.repeat(100) }, {}, true],
    [{ function: 'x'.repeat(101) }, {}, false],
    [{ function: 'f', param: { ['x'.repeat(100)]: 1 } }, {}, true],
    [{ function: 'f', param: { ['x'.repeat(101)]: 1 } }, {}, false],
    [{ function: 'f', param: [] }, {}, false],
    [{ function: 1 }, {}, false],
    [null, {}, false],
    [{ function: 'f' }, { requestId: 'x'.repeat(201) }, false],
    [{ function: 'f' }, { requestId: null }, false],
  ])('%j with %j: %s', (query, more, isCall) => {
    expect(readNetca(text(query, more)) !== null).toBe(isCall)
  })

  it('only if it is JSON', () => {
    expect([readNetca('{'), readNetca('null')]).toEqual([null, null])
  })
})

describe('a page of NETCA', () => {
  it.each(['GetVersionInfo', 'GetVersionInfo1', 'GetClientVersionInfo'])(
    'gets the version by %s before anybody is asked',
    async (name) => {
      const { call, says } = open()
      says.see = 'refused'
      expect(await call(name)).toEqual(good({ Version: '3.4.1', VersionInfo: 'cert-assistant', UID: '' }))
    },
  )

  it('lists certificates and counts them', async () => {
    const { call, certs } = open(['one', 'two'])
    expect(await call('GetCertList')).toEqual(good({ certs: [certs[0], certs[2]] }))
    expect(await call('IsInsertKey')).toEqual(good({ insertCount: 2 }))
  })

  it('finds none if the person refuses', async () => {
    const { call, says } = open()
    says.see = 'refused'
    expect(await call('GetCertList')).toEqual(good({ certs: [] }))
    expect(await call('IsInsertKey')).toEqual(good({ insertCount: 0 }))
    expect(await call('GetCertStringAttribute', { id: -1 })).toEqual(bad(SOR.cancelled))
  })

  it('reads about the certificate that it names, or the first', async () => {
    const { call, certs, all } = open(['one', 'two'])
    const facts = (at: number) => {
      const { cn } = all[at]?.certificate.subject ?? { cn: null }
      const AppUsrCertNO = all[at]?.certificate.serialHex
      return good({ certCode: certs[at], subjectCN: cn, AppUsrCertNO })
    }
    const encrypt = '{"Type" : "encrypt"}'
    for (const [cert, at] of [
      [undefined, 0],
      [{ encode: certs[2] }, 2],
      [{ encode: certs[3] }, 2],
      [{ encode: 'other' }, 0],
      [{ encode: certs[3], type: encrypt }, 3],
      [{ type: encrypt }, 1],
      [{ type: '{"Type":"signature"}' }, 0],
    ] as const)
      expect(await call('GetCertStringAttribute', { id: '-1', cert })).toEqual(facts(at))
  })

  it.each([0, 1, '1', undefined])('reads no single fact by the number %s', async (id) => {
    expect(await open().call('GetCertStringAttribute', { id })).toEqual(empty)
  })

  it('reads nothing where there is no certificate', async () => {
    const { call, all } = open()
    all.splice(1)
    const cert = { type: '{"Type":"encrypt"}' }
    expect(await call('GetCertStringAttribute', { id: -1, cert })).toEqual(empty)
    const bare = open([])
    expect(await bare.call('GetCertStringAttribute', { id: -1 })).toEqual(empty)
    expect(await bare.call('VerifyKeyPwd')).toEqual(bad(SOR.noCertificate))
  })

  it('logs in and ends it', async () => {
    const { call, certs, session, certId, done, says } = open(['one', 'two'])
    const cert = { encode: certs[2] }
    expect(await call('VerifyKeyPwd', { cert, pwd: '1' })).toEqual(
      good({ result: 1, sn: 'serial-two', retrynum: 7 }),
    )
    expect([...session.loggedIn]).toEqual([certId(1)])
    expect(await call('ClearPwdCache')).toEqual(good({}))
    expect(done.ended).toBe(1)
    says.use = 'pin-locked'
    expect(await call('VerifyKeyPwd', { cert })).toEqual(bad(SOR.pinLocked))
  })

  it.each(['Other', 'DeleteFile', 'UnlockKeyPwd'])('hears that %s is not there', async (name) => {
    expect(await open().call(name)).toEqual(bad(SOR.notSupported))
  })

  it('hears nothing of a call that works and is not one of this client', async () => {
    expect(await open().call('SOF_GetVersion')).toEqual(empty)
  })
})
