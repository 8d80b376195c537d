import { Agent, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerNetca, readNetca } from '../../../src/main/web-signing/carriers/netca.ts'
import { openSofSession } from '../../../src/main/web-signing/sof/session.ts'
import { parseSignedMessage, verifySignedMessage } from '../../../src/pki/index.ts'
import { opensslVerifies } from '../../house/openssl-verifies.ts'
import { openSiteHouse, type SiteHouse } from '../../house/web-signing.ts'

const site = 'https://ca.example.cn'
const base64 = (text: string): string => Buffer.from(text).toString('base64')

let house: SiteHouse
beforeAll(async () => {
  house = await openSiteHouse('pkcs11')
  for (const carrier of ['mtoken', 'jszh', 'netca'] as const)
    await house.webSigning.switchCarrier(carrier, true)
})
afterAll(() => house.end())

/** A browser that keeps one connection to a port. */
const poster = (port: number, path: string) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const post = (body: string): Promise<Record<string, unknown>> =>
    new Promise((resolve, reject) => {
      const headers = { origin: site, 'content-type': 'application/x-www-form-urlencoded' }
      const asked = request({ host: '127.0.0.1', port, path, agent, headers, method: 'POST' })
      asked.on('response', async (response) => {
        let text = ''
        for await (const part of response.setEncoding('utf8')) text += part
        resolve(JSON.parse(text))
      })
      asked.on('error', reject)
      asked.end(body)
    })
  return { post, close: () => agent.destroy() }
}

describe('a page written for mToken', () => {
  it('goes through its usual order, and OpenSSL verifies what it gets', async () => {
    const { post, close } = poster(house.port('mtoken'), '/alpha')
    const call = (name: string, fields: object = {}) =>
      post(`json=${JSON.stringify({ function: name, ...fields })}`)
    const person = house.sayYes()
    expect(await call('SOF_LoadLibrary', { winDllName: 'C:\\evil.dll' })).toEqual({ rtn: 0 })
    expect(person.asked).toEqual([])
    const { array: deviceName } = await call('SOF_EnumDevice')
    expect(deviceName).toBe('SIGNER')
    const { array } = await call('SOF_GetUserList', { deviceName })
    const [name, containerName] = String(array).split('||')
    expect(name).toBe('王芳')
    expect(await call('SOF_Login', { deviceName, passWd: 'from the page' })).toEqual({ rtn: 0 })
    const text = 'a+b&c=d%41'
    const inData = Buffer.from(text).toString('base64')
    const signing = { deviceName, containerName, keySpec: 1, inData, inDataLen: text.length, mode: 0 }
    const { signed } = await call('SOF_SignDataEx', signing)
    const { cert } = await call('SOF_ExportUserCert', { deviceName, containerName, keySpec: 1 })
    expect(opensslVerifies(String(cert), text, String(signed))).toBe(true)
    expect(await call('SOF_SetDigestMethod', { digestMethod: 0x80 })).toEqual({ rtn: 0x0b000002 })
    expect(await call('SOF_DeleteContainer', { certSN: '1' })).toEqual({ rtn: 0x0b000002 })
    expect(await call('SOF_ChangePassWd', { oldUpin: '1', newUpin: '2' })).toEqual({ rtn: 0x0b000002 })
    person.stop()
    close()
  })
})

describe('a page written for JSZH', () => {
  it('signs with a certificate that it names by its thumbprint', async () => {
    const { post, close } = poster(house.port('jszh'), '/onecertx?')
    const call = (method: string, param: object = {}) => post(JSON.stringify({ method, param }))
    const person = house.sayYes()
    expect(await call('GetDeviceCount')).toMatchObject({ ErrorCode: 0, Status: 1, Result: { lDevNum: 1 } })
    const info = await call('SOF_GetCertInfo', { keyUsage: 32 })
    const { ThumbprintSHA1: finger } = info.Result as Record<string, string>
    const answer = await call('SOF_Pkcs7Silent', { data: '正文', finger, pwd: 'from the page', detach: 0 })
    const { signData } = answer.Result as Record<string, string>
    const message = parseSignedMessage(signData ?? '')
    expect(Buffer.from(message.content ?? []).toString()).toBe('正文')
    expect(verifySignedMessage(message).map(({ problem }) => problem)).toEqual([null])
    person.stop()
    expect(person.asked.map(({ kind }) => kind)).toEqual(['consent', 'pin'])
    expect(await call('Execute', { filename: 'calc.exe' })).toMatchObject({
      Status: 0,
      ErrorCode: 0x0b000002,
    })
    close()
  })
})

describe('a page written for NETCA', () => {
  it('needs a port with TLS, which it says while there is no certificate for it', () => {
    const view = house.state.current().webSigning.carriers.find(({ name }) => name === 'netca')
    expect(view).toMatchObject({ on: true, state: 'needs-certificate', ports: [] })
  })

  it('signs and verifies in its language, and gives what its pages read', async () => {
    const page = house.webSigning.connect({ origin: site, carrier: 'netca' })
    const tokens = house.state.current().tokens
    const session = openSofSession(
      page,
      {
        serialOf: (id) => tokens.find((one) => one.id === id)?.serial ?? '',
        triesOf: () => null,
        now: () => new Date(),
        verdictOn: () => 'good',
      },
      false,
    )
    const call = async (name: string, param: object = {}) => {
      const head = { requestVersion: 1, requestOrigin: '45B45638', requestId: 7 }
      const asked = readNetca(JSON.stringify({ ...head, requestQuery: { function: name, param } }))
      if (asked === null) throw new Error('it is not understood')
      const answer = await answerNetca(session, asked)
      expect(answer).toMatchObject(head)
      return answer as Record<'responseResult' | 'responseEntity', Record<string, unknown>>
    }
    const person = house.sayYes()
    const { certs } = (await call('GetCertList')).responseEntity as { certs: readonly string[] }
    const cert = { encode: certs[0] }
    const signed = await call('SignedDataSign', {
      cert,
      // As scripts of these sites do.
      data: { text: base64('正文') },
      detached: 1,
      certPwd: '12345678',
    })
    expect(signed.responseResult).toEqual({ status: 0, msg: '' })
    const { signValue: signedData, certObject } = signed.responseEntity
    expect(certObject).toMatchObject({ certCode: certs[0], subjectCN: '王芳' })
    const attributes = await call('GetCertStringAttribute', { cert: { encode: null, type: 'x' }, id: -1 })
    expect(attributes.responseEntity).toEqual(certObject)
    const content = { content: { content: new TextEncoder().encode('正文') } }
    expect(
      verifySignedMessage(parseSignedMessage(String(signedData)), content).map(({ problem }) => problem),
    ).toEqual([null])
    const verified = await call('SignedDataVerify', { signedData, originData: { text: base64('正文') } })
    expect(verified.responseEntity).toEqual({ result: true })
    const { signature } = (await call('Sign', { cert, data: { hexText: '0102' }, algo: 25 })).responseEntity
    expect(opensslVerifies(certs[0] ?? '', Uint8Array.of(1, 2), String(signature))).toBe(true)
    // The file that the person picked, whatever the page named.
    const ofFile = (await call('Sign', { cert, data: { fileName: '/etc/passwd' } })).responseEntity
    expect(opensslVerifies(certs[0] ?? '', 'a', String(ofFile.signature))).toBe(true)
    expect((await call('UnlockKeyPwd', {})).responseResult.status).not.toBe(0)
    person.stop()
    page.leave()
  })
})
