import { answerJszh, readJszh } from '../../src/main/web-signing/carriers/jszh.ts'
import { answerMtoken, readMtoken } from '../../src/main/web-signing/carriers/mtoken.ts'
import { answerNetca, readNetca } from '../../src/main/web-signing/carriers/netca.ts'
import { ownSpeaker } from '../../src/main/web-signing/carriers/own.ts'
import { linesOf } from '../../src/main/web-signing/carriers/socket-owner/linux.ts'
import { xtxappProtocol } from '../../src/main/web-signing/carriers/xtxapp.ts'
import type { Connection } from '../../src/main/web-signing/connections.ts'
import { shownNameOf } from '../../src/main/web-signing/files/file-names.ts'
import { readMessage } from '../../src/main/web-signing/page-message.ts'
import { PageRefusal, refusalOf } from '../../src/main/web-signing/page-refusal.ts'
import type { Usable } from '../../src/main/web-signing/site-certificates.ts'
import { bjcaFacts } from '../../src/main/web-signing/sof/cert-info.ts'
import { sofFunctions } from '../../src/main/web-signing/sof/functions.ts'
import { openSofSession, type SofParts } from '../../src/main/web-signing/sof/session.ts'
import { toBase64 } from '../../src/pki/index.ts'
import { readStatement } from '../../src/shared/web-signing/statement.ts'
import { below, pick, type Random, randomFrom } from '../random.ts'
import { freshParty, freshRoot } from '../unit/pki/authority.ts'

// Sends changed and invented messages to every carrier, before a site that may see one certificate and use no key.
// Whatever comes, there is one answer, quickly, that can be written as JSON, and no key is used.

const SLOW_MS = 2_000

const { certificate } = freshParty(freshRoot(), { profile: 'signing', name: '王芳' })
const der = toBase64(certificate.raw)

const one: Usable = {
  ...{ id: 'c1', certificate, uses: ['sign', 'encrypt'], pairId: 'p1', isNamedBy: () => true },
  view: {
    ...{ id: 'c1', tokenId: 't1', use: 'both', holder: '王芳', issuer: '根', serial: '01', keyType: 'SM2' },
    ...{ notBefore: '2026-01-01T00:00:00.000Z', notAfter: '2027-01-01T00:00:00.000Z' },
    ...{ daysLeft: 1, elapsed: 0, issuerId: null },
  },
}

let unforeseen: unknown = null

let picked = 0
const pickedFiles = [Buffer.from('正文'), new Uint8Array(), certificate.tbs, Buffer.alloc(70_000, 7)]

/** The assistant behind the carriers, when the person says no to every use of a key. */
const page: Connection = {
  origin: 'https://www.example.cn',
  ask: async ({ ask }) => {
    if (ask === 'certificates') return { certificates: [] }
    throw new PageRefusal('refused')
  },
  certificates: async () => [one],
  withKey: async () => {
    throw new PageRefusal('refused')
  },
  // The person picks a file each time, and now and then none; what is asked for afterwards is refused as above.
  files: {
    pick: async ({ path }, intake) => {
      picked += 1
      if (picked % 5 === 0) throw new PageRefusal('refused')
      const shown = shownNameOf(path)
      if (shown !== null && (shown.length > 2_000 || /[\\/]/.test(shown)))
        throw new Error(`a name that is none: ${shown}`)
      const bytes = pickedFiles[picked % pickedFiles.length] ?? new Uint8Array()
      const reading = intake('合同.pdf', bytes.length)
      reading.take(bytes)
      return reading.end()
    },
    confirm: async () => undefined,
    save: async (_, { name }) => {
      if (name === '' || /^\.|[\\/<>:"|?*\p{Cc}\p{Cf}]/u.test(name)) throw new Error(`saved as ${name}`)
    },
  },
  nameOf: () => 'a-name-of-22-letters-x',
  endLogins: () => undefined,
  isLoggedIn: () => false,
  refusalOf: (error) =>
    refusalOf(error, (cause) => {
      unforeseen = cause
    }),
  leave: () => undefined,
}

const parts: SofParts = {
  now: () => new Date(),
  serialOf: () => 'SERIAL',
  triesOf: () => 8,
  verdictOn: () => 'good',
}

const certId = 'a-name-of-22-letters-x/SERIAL'
const names = [
  ...sofFunctions(bjcaFacts).keys(),
  'InitDevice',
  'SOF_SignHashData',
  '__proto__',
  'toString',
  '',
]
const values: readonly unknown[] = [
  ...['C:\\fakepath\\合同.pdf', '../../etc/passwd', '\\\\server\\share\\.\u202efdp.exe', 'CON', '...', 'a/'],
  ...['', certId, der, 'AAAA', 'text', '签名原文', '0', '-1', '1e999', '\u202e\u0000', 'MAA=', `${der}==`],
  ...[0, 1, 2, 3, 12, 17, 35, -1, 4_096, 1e9, 1.5, true, false, null, [], {}, ['a'], { toString: 1 }],
]

const nonce = 'AAAAAAAAAAAAAAAAAAAAAA=='
const content = { kind: 'text', text: '一' }
const ownSeeds = [
  { id: 1, ask: 'certificates', use: 'sign' },
  { id: 'a', ask: 'sign-in', nonce, certificate: 'x' },
  { id: 2, ask: 'sign', nonce, content, form: 'cms' },
  {
    id: 3,
    ask: 'sign',
    nonce,
    content: { kind: 'digest', sm3: '0'.repeat(64), length: 3, name: '合同.pdf' },
  },
  { id: 4, ask: 'verify', signed: { form: 'cms', cms: 'MAA=' } },
  { id: 5, ask: 'encrypt', recipients: [der], content: 'AAAA' },
  { id: 6, ask: 'decrypt', envelope: 'MAA=' },
  { id: 7, ask: 'cancel', request: 1 },
]

const args = (random: Random): readonly unknown[] =>
  Array.from({ length: below(random, 5) }, () => pick(random, values))

/** A well-formed message of each language, with a random function and random parameters. */
const seeds: Readonly<Record<string, (random: Random) => unknown>> = {
  own: (random) => pick(random, ownSeeds),
  xtxapp: (random) => {
    const given = args(random)
    const numbered = Object.fromEntries(given.map((value, n) => [`param_${n + 1}`, value]))
    const name = pick(random, names)
    return random() < 0.5
      ? { call_cmd_id: 'i_1', xtx_func_name: name, func: name, param: given, token: 'x' }
      : { call_cmd_id: 1, xtx_func_name: name, ...numbered }
  },
  mtoken: (random) => ({
    ...{
      function: pick(random, [
        ...names,
        'SOF_SignDataEx',
        'SOF_EnumDevice',
        'SOF_SignDataToPKCS7',
        'SOF_SignFileToPKCS7',
        'SOF_VerifyFileToPKCS7',
        'SOF_EncryptFileToPKCS7',
        'SOF_DecryptFileToPKCS7',
      ]),
    },
    ...{
      containerName: certId,
      deviceName: 'SERIAL',
      inData: pick(random, values),
      inDataLen: pick(random, values),
    },
    ...{
      inFile: pick(random, values),
      outFile: pick(random, values),
      cert: pick(random, values),
      strPkcs7Data: pick(random, values),
    },
    ...{
      base64EncodeCert: pick(random, values),
      type: pick(random, values),
      signedValue: pick(random, values),
    },
  }),
  netca: (random) => ({
    ...{ requestVersion: 1, requestOrigin: 'x', requestId: 1 },
    requestQuery: {
      function: pick(random, [
        ...names,
        'SignedDataSign',
        'SignedDataVerify',
        'Sign',
        'GetCertList',
        'VerifyKeyPwd',
        'VerifySignature',
        'EnvelopedDataDecrypt',
      ]),
      param: {
        cert: { encode: pick(random, values) },
        data: pick(random, [{ text: 'a' }, { hexText: '00' }, { fileName: '/etc/passwd' }, null, 'a']),
        ...{
          signedData: pick(random, values),
          signature: pick(random, values),
          detached: pick(random, values),
          originData: pick(random, [{ text: 'a' }, { fileName: 'a' }, null]),
          encData: pick(random, values),
          savefileName: pick(random, values),
        },
      },
    },
  }),
  jszh: (random) => ({
    method: pick(random, [...names, 'GetDeviceCount', 'SOF_Pkcs7Silent', 'GetCertDn', 'VerifyUserPin']),
    param: { finger: pick(random, values), data: pick(random, values), detach: pick(random, values) },
  }),
}

type Way = (text: string) => Promise<unknown>

const overSpeaker = (speak: (send: (text: string) => void) => (text: string) => void): Way => {
  return async (text) => {
    const heard: string[] = []
    speak((answer) => heard.push(answer))(text)
    for (let turn = 0; turn < 50 && heard.length === 0; turn += 1) await Promise.resolve()
    await new Promise((resolve) => setImmediate(resolve))
    for (const answer of heard) JSON.parse(answer)
    return heard
  }
}

/** How each carrier hears a text. */
const ways: Readonly<Record<string, Way>> = {
  own: overSpeaker((send) => ownSpeaker(page, send).hear),
  xtxapp: overSpeaker((send) => xtxappProtocol(parts).speak({ page, send }).hear),
  mtoken: async (text) => {
    const asked = readMtoken(`json=${text}`)
    return asked && JSON.stringify(await answerMtoken(openSofSession(page, parts), asked))
  },
  netca: async (text) => {
    const asked = readNetca(text)
    return asked && JSON.stringify(await answerNetca(openSofSession(page, parts, false), asked))
  },
  jszh: async (text) => {
    const asked = readJszh(text)
    return asked && JSON.stringify(await answerJszh(openSofSession(page, parts, false), asked))
  },
  'the reader of our own messages': async (text) => readMessage(text),
  'the reader of statements': async (text) => readStatement(text),
  'the reader of socket tables': async (text) => linesOf(text),
}

const edges = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\\',
  '\\u0000',
  '\\ud800',
  '1e999',
  'null',
  '__proto__',
  '\n',
  '签',
  '9'.repeat(40),
]

/** The text after a few changes. */
const changed = (text: string, random: Random): string => {
  let now = text
  for (let n = below(random, 4); n > 0; n -= 1) {
    const at = below(random, now.length + 1)
    const to = Math.min(now.length, at + below(random, 12))
    const put = pick(random, ['', pick(random, edges), now.slice(to, to + below(random, 40))])
    now = now.slice(0, at) + put + now.slice(random() < 0.5 ? at : to)
  }
  return now
}

const attempt = async (name: string, way: Way, text: string): Promise<boolean> => {
  // Processor time: on a crowded machine the clock goes on while this process waits.
  const start = process.cpuUsage()
  unforeseen = null
  const failure = (cause: unknown) =>
    new Error(`${name}: ${cause instanceof Error ? cause.stack : cause}\ntext: ${JSON.stringify(text)}`)
  let answer: unknown
  try {
    answer = await way(text)
  } catch (error) {
    throw failure(error)
  }
  if (unforeseen !== null) throw failure(unforeseen)
  const { user, system } = process.cpuUsage(start)
  if (user + system > SLOW_MS * 1_000) throw failure('took too long')
  return answer !== null && !(Array.isArray(answer) && answer.length === 0)
}

export type CarrierFuzz = { readonly runs: number; readonly answered: number; readonly heapMiB: number }

/** Sends for this many seconds. The messages of a seed are repeatable; the key in the certificate is fresh. */
export async function fuzz(seconds: number, seed: number): Promise<CarrierFuzz> {
  const random = randomFrom(seed)
  const end = performance.now() + seconds * 1_000
  let [runs, answered] = [0, 0]
  while (performance.now() < end) {
    for (const [name, way] of Object.entries(ways)) {
      const make = seeds[name] ?? pick(random, Object.values(seeds))
      const text = changed(JSON.stringify(make(random)), random)
      if (await attempt(name, way, text)) answered += 1
      runs += 1
    }
  }
  return { runs, answered, heapMiB: Math.round(process.memoryUsage().heapUsed / 2 ** 20) }
}
