import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { parseCertificate, parseSignedMessage, verifySignedMessage } from '../../../src/pki/index.ts'
import { statementPrefix } from '../../../src/shared/web-signing/statement.ts'
import { opensslVerifies } from '../../house/openssl-verifies.ts'
import { keyPlaces, openSiteHouse, type SiteHouse } from '../../house/web-signing.ts'

const site = 'https://his.example.cn'

type Answer = { readonly retVal: unknown; readonly retValue: unknown; readonly token?: string }

/** A page as the script of such a site speaks: the newest (`param`), or the oldest (`param_1` and so on). */
const openXtx = async (port: number, style: 'new' | 'old' = 'new', origin = site) => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/xtxapp/`, { origin })
  const waiting = new Map<string, (answer: Answer) => void>()
  const pushed: unknown[] = []
  socket.on('message', (data) => {
    const message = JSON.parse(String(data))
    const resolve = waiting.get(message.call_cmd_id)
    if (resolve) resolve(message)
    else pushed.push(message)
  })
  const closed = new Promise((resolve) => socket.once('close', resolve))
  await new Promise((resolve) => socket.once('open', resolve))
  let last = 0
  let token: string | undefined
  const ask = (name: string, ...args: readonly unknown[]): Promise<Answer> =>
    new Promise((resolve) => {
      last += 1
      const id = `i_${last}`
      waiting.set(id, resolve)
      const numbered = Object.fromEntries(args.map((value, n) => [`param_${n + 1}`, value]))
      const newer = {
        func: name,
        CLSID: '3F367B74-92D9-4C5E-AB93-234F8A91D5E6',
        param: args,
        ...(token ? { token } : {}),
      }
      socket.send(
        JSON.stringify({
          ...{ call_cmd_id: id, xtx_func_name: name, URL: `${site}/login`, ...numbered },
          ...(style === 'new' ? newer : { cookie: '' }),
        }),
      )
    })
  return {
    ...{ socket, pushed, closed, ask },
    call: async (name: string, ...args: readonly unknown[]): Promise<unknown> => {
      const answer = await ask(name, ...args)
      expect(answer.retVal).toEqual(answer.retValue)
      if (answer.token !== undefined) token = answer.token
      return answer.retVal
    },
    setToken: (value: string | undefined) => (token = value),
    close: () => socket.close(),
  }
}

/** The pages' own way of taking the list apart. */
const listed = (list: unknown): readonly (readonly [string, string])[] =>
  String(list)
    .split('&&&')
    .filter((entry) => entry !== '')
    .map((entry) => entry.split('||') as unknown as readonly [string, string])

describe.each(keyPlaces)('a page written for XTXApp, with a key on %s,', (place) => {
  let house: SiteHouse
  beforeAll(async () => {
    house = await openSiteHouse(place)
    await house.webSigning.switchCarrier('xtxapp', true)
  })
  afterAll(() => house.end())

  const login = async (page: Awaited<ReturnType<typeof openXtx>>) => {
    const [[, certId] = ['', '']] = listed(await page.call('SOF_GetUserList'))
    return { certId, answer: await page.call('SOF_Login', certId, 'the PIN that the page sends') }
  }

  it('logs in as its script does, and OpenSSL verifies what it gets', async () => {
    const page = await openXtx(house.port('xtxapp'))
    const person = house.sayYes()
    expect(await page.call('SOF_GetVersion')).toBe('3.4.1')
    expect(person.asked).toEqual([])
    const users = listed(await page.call('SOF_GetUserList'))
    expect(users).toHaveLength(1)
    const [[holder, certId] = ['', '']] = users
    expect(holder).toBe('王芳')
    expect(certId).toMatch(/^[\w-]{22}\/.+$/)
    const certificate = String(await page.call('SOF_ExportUserCert', certId))
    expect(parseCertificate(certificate).subject.cn).toBe('王芳')
    expect(await page.call('SOF_GetCertInfo', certificate, 17)).toBe('王芳')
    expect(await page.call('SOF_GetCertInfo', certificate, 3)).toBe('SM2')
    expect(await page.call('SOF_GetCertInfo', certificate, 12)).toMatch(/^20\d{12}$/)
    expect(await page.call('SOF_ValidateCert', certificate)).toBe(0)
    expect(await page.call('SOF_IsLogin', certId)).toBe('false')
    expect(await page.call('SOF_SignData', certId, '1234')).toBe('')
    expect(await page.call('SOF_GetLastError')).toBe(0x0b000426)
    expect(await page.call('SOF_Login', certId, 'never read')).toBe('true')
    expect(await page.call('SOF_IsLogin', certId)).toBe('true')
    const random = 'kJ8s0dF3nQ=='
    const signature = String(await page.call('SOF_SignData', certId, random))
    expect(opensslVerifies(certificate, random, signature)).toBe(true)
    expect(await page.call('SOF_VerifySignedData', certificate, random, signature)).toBe('true')
    expect(await page.call('SOF_VerifySignedData', certificate, `${random}x`, signature)).toBe('false')
    expect(person.asked.map(({ kind, purpose }) => `${kind} ${purpose}`)).toEqual([
      'consent connect',
      'pin login',
      // One yes with the PIN, and a click for the signature that it covers, which shows what is signed.
      'consent sign',
    ])
    expect(person.asked.at(-1)).toMatchObject({ content: { kind: 'text', text: random }, loose: true })
    await page.call('SOF_SignData', certId, 'a second one')
    expect(person.asked.at(-1)).toMatchObject({ kind: 'pin', purpose: 'sign', loose: true })
    person.stop()
    const uses = house.webSigning
      .uses(site)
      .map(({ purpose, loose, carrier }) => `${carrier} ${purpose} ${loose}`)
    expect(uses.slice(0, 2)).toEqual(['xtxapp sign true', 'xtxapp sign true'])
    expect(house.log.join()).not.toContain('never read')
    page.close()
  })

  it('of the oldest kind gets texts, and the same functions', async () => {
    const page = await openXtx(house.port('xtxapp'), 'old')
    const person = house.sayYes()
    const { certId, answer } = await login(page)
    expect(answer).toBe('true')
    const signed = String(await page.call('SOF_SignMessage', 1, certId, '合同正文'))
    const attached = String(await page.call('SOF_SignMessage', certId, '合同正文'))
    person.stop()
    const content = new TextEncoder().encode('合同正文')
    const message = parseSignedMessage(signed)
    expect(message.content).toBeNull()
    expect(verifySignedMessage(message, { content: { content } }).map(({ problem }) => problem)).toEqual([
      null,
    ])
    expect(parseSignedMessage(attached).content).toEqual(content)
    expect(await page.call('SOF_VerifySignedMessage', signed, '合同正文')).toBe('true')
    expect(await page.call('SOF_VerifySignedMessage', signed, '另一份')).toBe('false')
    expect(await page.call('SOF_GetInfoFromSignedMessage', attached, 1)).toBe('合同正文')
    page.close()
  })

  it('gets no signature that would be one for something else', async () => {
    const page = await openXtx(house.port('xtxapp'))
    const person = house.sayYes()
    const { certId } = await login(page)
    const before = person.asked.length
    const der = Buffer.from(parseCertificate(String(await page.call('SOF_ExportUserCert', certId))).tbs)
    expect(await page.call('SOF_SignDataBase64', certId, der.toString('base64'))).toBe('')
    expect(await page.call('SOF_SignMessageBase64', 0, certId, der.toString('base64'))).toBe('')
    expect(await page.call('SOF_SignData', certId, `${statementPrefix}1\npurpose: sign-in\n`)).toBe('')
    expect(await page.call('SOF_GetLastError')).toBe(0x0b000201)
    expect(await page.call('SOF_SignHashData', certId, 'A'.repeat(43), 1)).toBe('')
    expect(await page.call('SOF_SignDataByPriKey', 'key', 'cert', 'data')).toBe('')
    expect(await page.call('SOF_GetLastError')).toBe(0x0b000002)
    for (const name of [
      'InitDevice',
      'ChangeAdminPass',
      'SOF_ChangePassWd',
      'OpenSpecifiedFolder',
      'constructor',
    ])
      expect(await page.call(name, 'a', 'b', 'c')).toBe('')
    expect(person.asked).toHaveLength(before)
    person.stop()
    page.close()
  })

  it('opens what was sealed to it, with the person’s word', async () => {
    const page = await openXtx(house.port('xtxapp'))
    const person = house.sayYes()
    const { certId } = await login(page)
    const certificate = String(await page.call('SOF_ExportExChangeUserCert', certId))
    const sealed = await page.call('SOF_EncryptData', certificate, '标书')
    expect(await page.call('SOF_DecryptData', certId, sealed)).toBe('标书')
    const cipher = await page.call('SOF_PubKeyEncrypt', certificate, 'key of 16 letter')
    const opened = await page.call('SOF_PriKeyDecrypt', certId, cipher)
    expect(opened).toBe('key of 16 letter')
    person.stop()
    page.close()
  })

  it('logs in for its own connection alone', async () => {
    const [page, other] = [await openXtx(house.port('xtxapp')), await openXtx(house.port('xtxapp'))]
    const person = house.sayYes()
    const { certId } = await login(page)
    expect(listed(await other.call('SOF_GetUserList'))).toHaveLength(1)
    expect(await other.call('SOF_SignData', certId, '1')).toBe('')
    const { token } = await page.ask('SOF_Login', certId, '')
    expect(token).toMatch(/^[0-9a-f]{32}$/)
    other.setToken(token)
    expect(await other.call('SOF_SignData', certId, '1')).toBe('')
    page.setToken('bogus')
    const before = person.asked.length
    for (const name of ['SOF_SignFile', 'SignFile', 'SOF_DecryptFile'])
      expect([name, await page.call(name, certId, 'x', 'y')]).toEqual([name, ''])
    expect(person.asked.length).toBe(before)
    expect(await page.call('SOF_SignData', certId, '1')).toBe('')
    page.setToken(undefined)
    expect(String(await page.call('SOF_SignData', certId, '1')).length).toBeGreaterThan(90)
    expect(await page.call('SOF_Logout', certId)).toBe('true')
    expect(await page.call('SOF_SignData', certId, '1')).toBe('')
    person.stop()
    page.close()
    other.close()
  })

  it('is told "false" when the person refuses, and why', async () => {
    const page = await openXtx(house.port('xtxapp'))
    const list = page.call('SOF_GetUserList')
    house.prompts.answer({ kind: 'consent', promptId: (await house.question()).id, remember: false })
    const [[, certId] = ['', '']] = listed(await list)
    const answer = page.call('SOF_Login', certId, '12345678')
    const { prompt } = await house.shows((snapshot) => snapshot.prompt?.kind === 'pin')
    house.prompts.answer({ kind: 'refuse', promptId: prompt?.id ?? '' })
    expect(await answer).toBe('false')
    expect(await page.call('SOF_GetLastErrMsg')).toBe('用户取消了操作')
    page.close()
  })

  it('speaks over synchronous HTTP too, where its connection keeps it logged in', async () => {
    const agent = new (await import('node:http')).Agent({ keepAlive: true, maxSockets: 1 })
    const { request } = await import('node:http')
    let token: string | undefined
    const call = (func: string, ...param: readonly unknown[]): Promise<string> =>
      new Promise((resolve, reject) => {
        const headers = { origin: site, 'content-type': 'application/json' }
        const asked = request({
          ...{ host: '127.0.0.1', port: house.port('xtxapp'), agent, headers },
          method: 'POST',
          path: '/synctl',
        })
        asked.on('response', async (response) => {
          let text = ''
          for await (const part of response.setEncoding('utf8')) text += part
          const answer = JSON.parse(text)
          if (answer.token) token = answer.token
          resolve(answer.retVal)
        })
        asked.on('error', reject)
        asked.end(
          JSON.stringify({
            url: site,
            clsid: '',
            func,
            ...(param.length ? { param } : {}),
            ...(token ? { token } : {}),
          }),
        )
      })
    const person = house.sayYes()
    const [[, certId] = ['', '']] = listed(await call('SOF_GetUserList'))
    expect(await call('SOF_Login', certId, '')).toBe('true')
    const signature = await call('SOF_SignData', certId, 'over HTTP')
    expect(opensslVerifies(await call('SOF_ExportUserCert', certId), 'over HTTP', signature)).toBe(true)
    person.stop()
    expect(person.asked.map(({ kind }) => kind)).toEqual(['consent', 'pin', 'consent'])
    agent.destroy()
  })
})
