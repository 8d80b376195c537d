import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerMtoken } from '../../../src/main/web-signing/carriers/mtoken.ts'
import { answerNetca } from '../../../src/main/web-signing/carriers/netca.ts'
import { largestKept } from '../../../src/main/web-signing/files/intake.ts'
import { callSof } from '../../../src/main/web-signing/sof/call.ts'
import { bjcaFacts } from '../../../src/main/web-signing/sof/cert-info.ts'
import { sofFunctions } from '../../../src/main/web-signing/sof/functions.ts'
import { openSofSession } from '../../../src/main/web-signing/sof/session.ts'
import {
  parseCertificate,
  parseSignedMessage,
  sm3,
  toHex,
  verifySignedMessage,
} from '../../../src/pki/index.ts'
import type { CarrierName, PromptOf } from '../../../src/shared/models/index.ts'
import { opensslVerifies } from '../../house/openssl-verifies.ts'
import { type GivenFile, openSiteHouse, type SiteHouse } from '../../house/web-signing.ts'

// Functions for files of older clients' pages. Whatever path a page names, the person picks the file.

let passed = 0
let house: SiteHouse
beforeAll(async () => {
  house = await openSiteHouse('pkcs11', { clock: () => new Date(Date.now() + passed) })
  for (const carrier of ['xtxapp', 'mtoken', 'netca'] as const)
    await house.webSigning.switchCarrier(carrier, true)
})
afterAll(() => house.end())
beforeEach(() => {
  passed += 3 * 3_600_000
})

const functions = sofFunctions(bjcaFacts)
/** Long files are compared by their digests. */
const named = (files: readonly GivenFile[]) => files.map(({ name, bytes }) => [name, toHex(sm3(bytes))])
const pathOfPage = 'C:\\fakepath\\合同.pdf'
const long = { name: '合同（终稿）.pdf', bytes: randomBytes(1024 * 1024 + 5) }

/** A page that the person has allowed, and that is logged in. */
const openSession = async (carrier: CarrierName = 'xtxapp', origin = `https://${carrier}.example.cn`) => {
  const page = house.webSigning.connect({ origin, carrier })
  const { tokens } = house.state.current()
  const session = openSofSession(
    page,
    {
      serialOf: (id) => tokens.find((one) => one.id === id)?.serial ?? '',
      triesOf: () => null,
      verdictOn: () => 'good',
      now: () => new Date(Date.now() + passed),
    },
    carrier !== 'netca',
  )
  const call = (name: string, ...args: readonly unknown[]) => callSof(session, functions, name, args)
  const person = house.sayYes()
  const list = String(await call('SOF_GetUserList'))
  const certId = list.split('||')[1]?.replace('&&&', '') ?? ''
  const logIn = async () => {
    const again = house.sayYes()
    expect(await call('SOF_Login', certId, 'never read')).toBe(true)
    again.stop()
  }
  person.stop()
  if (carrier !== 'netca') await logIn()
  const certificate = String(await call('SOF_ExportUserCert', certId))
  const exchange = String(await call('SOF_ExportExChangeUserCert', certId))
  return { page, session, call, certId, certificate, exchange, logIn }
}

const asksForFile = async (): Promise<PromptOf<'file'>> => {
  const prompt = await house.question()
  if (prompt.kind !== 'file') throw new Error(`asks for ${prompt.kind}`)
  return prompt
}

const refuse = (promptId: string) => house.prompts.answer({ kind: 'refuse', promptId })

describe('a page that names a file', () => {
  it('gets a signature over the one that the person picked, who saw its name, size and digest', async () => {
    const { page, call, certId, certificate } = await openSession()
    const person = house.sayYes(false, long)
    const signature = String(await call('SOF_SignFile', certId, pathOfPage))
    person.stop()
    expect(opensslVerifies(certificate, long.bytes, signature)).toBe(true)
    const [file, consent] = person.asked
    expect(file).toMatchObject({ kind: 'file', purpose: 'sign', suggested: '合同.pdf' })
    expect(JSON.stringify(file)).not.toContain('fakepath')
    const digest = toHex(sm3(long.bytes)).toUpperCase()
    const content = { kind: 'file', name: long.name, length: long.bytes.length, sm3: digest }
    // The login covers one signature: a click is enough.
    expect(consent).toMatchObject({ kind: 'consent', purpose: 'sign', loose: true, content })
    expect(house.webSigning.uses(page.origin)[0]).toMatchObject({ purpose: 'sign', digest, loose: true })
    page.leave()
  })

  it('hears the same of a file that is there, of one that is not, and of none at all', async () => {
    const { page, call, certId } = await openSession()
    const heard: unknown[] = []
    for (const path of [import.meta.filename, '/no/such/file', 7, null, '../../etc/passwd']) {
      passed += 3_600_000
      const asked = call('SOF_SignFile', certId, path)
      refuse((await asksForFile()).id)
      heard.push([await asked, await call('SOF_GetLastError'), await call('SOF_GetLastErrMsg')])
    }
    expect(new Set(heard.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(heard[0]).toEqual(['', 0x0b000447, '用户取消了操作'])
    page.leave()
  })

  it('learns whether a signature belongs to a file, and its digest, only after a yes', async () => {
    const { page, call, certId, certificate } = await openSession()
    const person = house.sayYes(false, long)
    const signature = String(await call('SignFile', certId, pathOfPage))
    expect(await call('SOF_VerifySignedFile', certificate, pathOfPage, signature)).toBe(true)
    expect(await call('SOF_HashFile', 1, pathOfPage)).toBe(Buffer.from(sm3(long.bytes)).toString('base64'))
    person.stop()
    const kinds = person.asked.slice(-4).map(({ kind, purpose }) => `${kind} ${purpose}`)
    expect(kinds).toEqual(['file verify', 'consent verify', 'file digest', 'consent digest'])
    const other = house.sayYes(false, { ...long, bytes: long.bytes.subarray(1) })
    expect(await call('VerifySignFile', certificate, pathOfPage, signature)).toBe(false)
    other.stop()
    const hashing = call('SOF_HashFile', 1, pathOfPage)
    const { id } = await asksForFile()
    house.giveFile(id, long)
    refuse((await house.shows(({ prompt }) => prompt?.kind === 'consent')).prompt?.id ?? '')
    expect(await hashing).toBe('')
    page.leave()
  })

  it('has a file sealed and opened, which the person saves, and sees nothing of either', async () => {
    const { page, call, certId, exchange } = await openSession()
    const sealing = house.sayYes(false, long)
    expect(await call('SOF_EncryptFile', exchange, pathOfPage, 'D:\\out\\sealed.p7m')).toBe(true)
    sealing.stop()
    const [sealed = long] = sealing.saved
    expect(sealed.name).toBe('sealed.p7m')
    const opening = house.sayYes(false, sealed)
    expect(await call('SOF_DecryptFile', certId, 'sealed.p7m', '')).toBe(true)
    opening.stop()
    expect(named(opening.saved)).toEqual(named([{ name: 'sealed', bytes: long.bytes }]))
    expect(opening.asked.map(({ kind, purpose }) => `${kind} ${purpose}`)).toEqual([
      'file decrypt',
      'consent decrypt',
      'save decrypt',
    ])
    page.leave()
  })

  it('hears no yes for a file that the person did not save', async () => {
    const { page, call, exchange } = await openSession()
    const asked = call('SOF_EncryptFile', exchange, pathOfPage, 'x')
    house.giveFile((await asksForFile()).id, long)
    refuse((await house.shows(({ prompt }) => prompt?.kind === 'save')).prompt?.id ?? '')
    expect(await asked).toBe(false)
    page.leave()
  })

  it('that goes takes the picker with it, and so does the key', async () => {
    const { page, call, certId } = await openSession()
    const asked = call('SOF_SignFile', certId, pathOfPage)
    const { id } = await asksForFile()
    const reading = house.prompts.beginFile(id, long.name, long.bytes.length)
    page.leave()
    expect(await asked).toBe('')
    expect(house.state.current().prompt).toBeNull()
    expect(() => house.prompts.takePart(id, reading, 0, long.bytes.subarray(0, 10))).toThrow()
    const again = await openSession('xtxapp', 'https://key.example.cn')
    const second = again.call('SOF_SignFile', again.certId, pathOfPage)
    const { tokenId } = await asksForFile()
    house.prompts.tokensGone([tokenId ?? ''])
    expect([await second, await again.call('SOF_GetLastError')]).toEqual(['', 0x0b000448])
    again.page.leave()
  })

  it('is not asked for one before it is logged in, and after three refusals is silent', async () => {
    const { page, call, certId } = await openSession()
    await call('SOF_Logout', certId)
    expect(await call('SOF_SignFile', certId, pathOfPage)).toBe('')
    expect(await call('SOF_GetLastError')).toBe(0x0b000426)
    for (let n = 0; n < 3; n += 1) {
      const asked = call('SOF_HashFile', 1, pathOfPage)
      refuse((await asksForFile()).id)
      await asked
    }
    expect(await call('SOF_HashFile', 1, pathOfPage)).toBe('')
    expect(house.state.current().prompt).toBeNull()
    page.leave()
  })

  it('may forbid itself nothing: functions that name folders, programs or the content of files stay refused', async () => {
    const { page, call } = await openSession()
    const never = ['SelectFile', 'ReadFile', 'Base64EncodeFile', 'SOF_SymDecryptFileToData', 'EncryptFile']
    for (const name of [...never, 'OpenSpecifiedFolder', 'SOFX_EncryptFile']) {
      expect([name, await call(name, pathOfPage, pathOfPage)]).toEqual([name, ''])
      expect(house.state.current().prompt).toBeNull()
    }
    page.leave()
  })
})

describe('the picker', () => {
  it('refuses what cannot be signed or opened, says why, and takes another file', async () => {
    const { page, call, certId, certificate, exchange } = await openSession()
    const signing = call('SOF_SignFile', certId, pathOfPage)
    const { id } = await asksForFile()
    const give = (bytes: Uint8Array) => () => house.giveFile(id, { name: 'x', bytes })
    const code = (of: string) => expect.objectContaining({ code: of })
    expect(give(parseCertificate(certificate).tbs)).toThrow(code('file-not-for-signing'))
    expect(give(Buffer.from('Certificate Assistant statement 1\n'))).toThrow(code('file-not-for-signing'))
    const large = new Uint8Array(2 * 1024 * 1024)
    large.set([0x30, 0x83, 0x1f, 0xff, 0xfb, 0x06, 0x01, 0x2a])
    expect(give(large)).toThrow(code('file-not-for-signing'))
    expect(house.state.current().prompt?.id).toBe(id)
    const person = house.sayYes(false, long)
    expect(opensslVerifies(certificate, long.bytes, String(await signing))).toBe(true)
    person.stop()
    const sealing = call('SOF_EncryptFile', exchange, '', '')
    const asked = await asksForFile()
    expect(asked.suggested).toBeNull()
    expect(() => house.prompts.beginFile(asked.id, 'x', largestKept + 1)).toThrow(code('file-too-large'))
    refuse(asked.id)
    expect(await sealing).toBe(false)
    page.leave()
  })

  it('takes a file only whole, in order, and from the reading that began last', async () => {
    const { page, call, certId } = await openSession()
    const signing = call('SOF_SignFile', certId, pathOfPage)
    const { id, expiresAt } = await asksForFile()
    expect(expiresAt).not.toBeNull()
    const { beginFile, takePart, endFile } = house.prompts
    const first = beginFile(id, 'a', 10)
    expect(house.state.current().prompt?.expiresAt).toBeNull()
    const part = new Uint8Array(6)
    takePart(id, first, 0, part)
    expect(() => takePart(id, first, 0, part)).toThrow()
    expect(() => takePart(id, first, 6, part)).toThrow()
    expect(() => endFile(id, first)).toThrow()
    const second = beginFile(id, 'b', 6)
    expect(() => takePart(id, first, 6, part.subarray(0, 4))).toThrow()
    takePart(id, second, 0, part)
    endFile(id, second)
    const { prompt } = await house.shows((snapshot) => snapshot.prompt?.kind === 'consent')
    expect(prompt).toMatchObject({ content: { name: 'b', length: 6 } })
    refuse(prompt?.id ?? '')
    expect(await signing).toBe('')
    page.leave()
  })
})

describe('other clients', () => {
  it('mToken signs a file apart from it, verifies it, and seals and opens one', async () => {
    const { page, session, certId, exchange } = await openSession('mtoken')
    const ask = (name: string, fields: object) =>
      answerMtoken(session, { name, fields: { function: name, ...fields } })
    const person = house.sayYes(false, long)
    const containerName = certId.split('/')[0]
    const { signed } = await ask('SOF_SignFileToPKCS7', { containerName, inFile: pathOfPage })
    const message = parseSignedMessage(String(signed))
    expect(message.content).toBeNull()
    const content = { content: long.bytes }
    expect(verifySignedMessage(message, { content }).map(({ problem }) => problem)).toEqual([null])
    const check = { strPkcs7Data: signed, inFile: pathOfPage }
    expect(await ask('SOF_VerifyFileToPKCS7', check)).toEqual({ rtn: 0 })
    expect(await ask('SOF_EncryptFileToPKCS7', { cert: exchange, inFile: 'a', outFile: 'b' })).toEqual({
      rtn: 0,
    })
    person.stop()
    const [sealed = long] = person.saved
    const opener = house.sayYes(false, sealed)
    expect(await ask('SOF_DecryptFileToPKCS7', { containerName, inFile: 'a', outFile: 'c' })).toEqual({
      rtn: 0,
    })
    opener.stop()
    expect(named(opener.saved)).toEqual(named([{ name: 'c', bytes: long.bytes }]))
    const other = house.sayYes()
    expect(await ask('SOF_VerifyFileToPKCS7', check)).toEqual({ rtn: 0x0b000410 })
    other.stop()
    page.leave()
  })

  it('NETCA signs with the file and without it, and saves what it opened', async () => {
    const { page, session, certificate, exchange } = await openSession('netca')
    const ask = async (name: string, param: Record<string, unknown>) => {
      const { responseEntity, responseResult } = await answerNetca(session, { head: {}, name, param })
      return { ...(responseEntity as object), ...(responseResult as object) } as Record<string, unknown>
    }
    const person = house.sayYes(false, long)
    const data = { fileName: pathOfPage }
    const cert = { encode: certificate }
    const inside = await ask('SignedDataSign', { cert, data, detached: 0 })
    const content = parseSignedMessage(String(inside.signValue)).content ?? new Uint8Array()
    expect(toHex(sm3(content))).toBe(toHex(sm3(long.bytes)))
    const apart = await ask('SignedDataSign', { cert, data, detached: 1 })
    const { signature } = await ask('Sign', { cert, data })
    expect(opensslVerifies(certificate, long.bytes, String(signature))).toBe(true)
    expect(await ask('VerifySignature', { cert, data, signature })).toMatchObject({ result: true, status: 0 })
    const { signValue: signedData } = apart
    expect(await ask('SignedDataVerify', { signedData, originData: data })).toMatchObject({ status: 0 })
    const { encData } = await ask('EnvelopedDataEncrypt', {
      cert: { encode: exchange },
      data: { text: '甲' },
    })
    const opened = await ask('EnvelopedDataDecrypt', { cert, encData, savefileName: '/tmp/../甲.txt' })
    person.stop()
    expect(opened).toEqual({ status: 0, msg: '' })
    expect(person.saved).toEqual([{ name: '甲.txt', bytes: Buffer.from('甲') }])
    page.leave()
  })
})
