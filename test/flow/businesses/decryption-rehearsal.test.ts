import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plugUkey, unplugUkey } from '../../../src/native/virtual-ukey/ukey.ts'
import { parseCertificate, toPem } from '../../../src/pki/index.ts'
import type { RunningRa } from '../../../src/ra/server.ts'
import type { RehearsalSubject } from '../../../src/shared/decryption-rehearsal/contract.ts'
import { codeOf, openWholeHouse, UKEY_PIN, type WholeHouse } from '../../house/businesses.ts'
import { given, openRa, pin, removeFolder, temporary } from '../../house/issuance.ts'
import { type Sealing, sealedByOpenSsl } from '../../sealed-by-openssl.ts'
import { freshParty, freshRoot } from '../../unit/pki/authority.ts'
import { idOf, waitFor } from '../issuance/ukeys.ts'

const content = new TextEncoder().encode('投标文件'.repeat(2_000))
const stranger = freshParty(freshRoot(), { profile: 'encryption', name: '旁人' }).certificate.raw
const headLength = 1024 * 1024

/** What a window sends of a file. */
const partsOf = (file: Uint8Array, tail: Uint8Array | null = null): RehearsalSubject => ({
  kind: 'file',
  head: Buffer.from(file.subarray(0, headLength)).toString('base64'),
  size: file.length,
  tail: tail && Buffer.from(tail).toString('base64'),
})

type Answer = 'refuse' | 'pull-out' | string

/** One SKF library has no function to decrypt: its Ukey opens envelopes inside and shows no key. */
const kinds = ['pkcs11', 'skf', 'skf without decryption', 'soft'] as const
const houseOf = {
  pkcs11: { face: 'pkcs11' },
  skf: { face: 'skf' },
  'skf without decryption': { face: 'skf', build: 'no-decrypt' },
  soft: {},
} as const

describe.each(kinds)('on %s:', (kind) => {
  const isInside = kind === 'skf without decryption'
  const raFolder = temporary()
  const secret = kind === 'soft' ? 'Blue7Mountain' : UKEY_PIN
  let ra: RunningRa
  let house: WholeHouse
  let tokenId: string
  let encryption: Uint8Array

  beforeAll(async () => {
    ra = await openRa(raFolder)
    house = await openWholeHouse(ra.url, houseOf[kind])
    await house.login()
    const target =
      kind === 'soft'
        ? ({ kind } as const)
        : ({ kind: 'ukey', tokenId: await house.insert('TENDER') } as const)
    const { transactionId } = await house.issuance.start({ target, ...given(secret) })
    const done = await house.rest(transactionId)
    expect(done).toMatchObject({ state: 'done', error: null })
    tokenId = done.tokenId
    const token = () => house.keyring.current().tokens.find(({ facts }) => facts.id === tokenId)
    await waitFor(house, () => token()?.certificates.length === 2)
    const all = token()?.certificates.map(({ der }) => der) ?? []
    encryption = all.find((der) => parseCertificate(der).use === 'encryption') ?? new Uint8Array()
  })
  afterAll(async () => {
    await house.end()
    await ra.stop()
    removeFolder(raFolder)
  })

  /** Answers the next question of the prompt window. */
  const answering = async <T>(answer: Answer, work: Promise<T>): Promise<unknown> => {
    const outcome = codeOf(work)
    const { prompt } = await house.shows((snapshot) => snapshot.prompt !== null)
    if (!prompt) throw new Error('no question')
    expect(prompt).toMatchObject({ kind: 'pin', purpose: 'rehearse', tokenId })
    if (answer === 'refuse') house.prompts.answer({ kind: 'refuse', promptId: prompt.id })
    else if (answer === 'pull-out') unplugUkey(house.keys, 'TENDER')
    else
      house.prompts.answer({
        ...{ kind: 'pin', promptId: prompt.id, tries: 'careful' },
        pin: { entry: 'typed', pin: pin(answer) },
      })
    return outcome
  }
  const look = (subject: RehearsalSubject) => house.decryptionRehearsal.look(subject)
  const attempt = (subject: RehearsalSubject, recipient = 0, answer: Answer = secret) =>
    answering(answer, house.decryptionRehearsal.attempt(subject, recipient))
  const sealed = (how?: Sealing, to: readonly Uint8Array[] = [encryption]) =>
    sealedByOpenSsl(content, to, how)

  /** A Ukey that shows no key can only open the end of the content itself. */
  const opened = (proof: string) =>
    isInside && proof === 'key' ? { result: 'fails', reason: 'token-lacks' } : { result: 'opens', proof }

  const ways: readonly (readonly [Sealing, string])[] = [
    [{}, 'content'],
    [{ numbers: 'pkcs7' }, 'content'],
    [{ kind: 'signed-and-enveloped', by: 'key-id' }, 'content'],
    [{ streaming: true }, 'key'],
    [{ cipher: 'aes-128-cbc' }, 'key'],
  ]
  it.each(ways)('opens what OpenSSL sealed to the certificate: %o', async (how, proof) => {
    const file = partsOf(sealed(how))
    expect(look(file)).toMatchObject({
      what: 'envelope',
      incomplete: false,
      recipients: [{ algorithm: 'sm2', place: { is: 'here', tokenId } }],
    })
    expect(await attempt(file)).toEqual(opened(proof))
  })

  it('finds its own among several recipients, in a text file too', async () => {
    const text = Buffer.from(toPem('PKCS7', sealed({}, [stranger, encryption, stranger])))
    const { recipients } = look(partsOf(text))
    expect(recipients.map(({ place }) => place.is)).toEqual(['unknown', 'here', 'unknown'])
    expect(recipients.find(({ place }) => place.is === 'unknown')).toMatchObject({
      issuer: '根',
      holder: null,
    })
    expect(await attempt(partsOf(text), 1)).toEqual({ result: 'opens', proof: 'content' })
  })

  it('needs only the beginning and the end of a large file', async () => {
    const large = sealedByOpenSsl(new Uint8Array(8 * headLength), [encryption])
    const asked = look(partsOf(large))
    const { offset = 0, length = 0 } = asked.tail ?? {}
    const end = large.subarray(offset, offset + length)
    expect([offset + length, length]).toEqual([large.length, 32])
    expect(await attempt(partsOf(large, end))).toEqual({ result: 'opens', proof: 'content' })
    expect(await attempt(partsOf(large))).toEqual(opened('key'))
  })

  it('says so if the key opens but the content is damaged, or if the key does not open', async () => {
    const file = sealed()
    const damaged = Uint8Array.from(file)
    damaged[file.length - 20] = (damaged[file.length - 20] ?? 0) ^ 1
    expect(await attempt(partsOf(damaged))).toEqual({
      result: 'fails',
      reason: isInside ? 'not-opened' : 'content-damaged',
    })
    const wrapped = Uint8Array.from(file)
    const { recipients } = look(partsOf(file))
    expect(recipients).toHaveLength(1)
    const at = Buffer.from(file).indexOf(Buffer.from([4, 16])) + 4
    wrapped[at] = (wrapped[at] ?? 0) ^ 1
    expect(await attempt(partsOf(wrapped))).toEqual({ result: 'fails', reason: 'not-opened' })
  })

  it('says before any PIN that a file is incomplete, only signed, or no file of this kind', async () => {
    const file = sealed()
    expect(look(partsOf(file.subarray(0, file.length - 100)))).toMatchObject({ incomplete: true })
    const read = (bytes: Uint8Array) => codeOf(Promise.resolve().then(() => look(partsOf(bytes))))
    const signed = Buffer.from('30820100060a2a811ccf550601040202a0', 'hex')
    expect(await read(signed)).toMatchObject({ code: 'file-not-sealed' })
    for (const bytes of ['', 'PK\u0003\u0004', '-----BEGIN CMS-----\n', '0'.repeat(9_000)])
      expect(await read(Buffer.from(bytes))).toMatchObject({ code: 'file-not-known' })
  })

  it('tries a certificate with a message of its own, from a file or from the list', async () => {
    const file = partsOf(Buffer.from(toPem('CERTIFICATE', encryption)))
    const { what, recipients } = look(file)
    expect(what).toBe('certificate')
    expect(recipients).toMatchObject([{ place: { is: 'here', tokenId } }])
    expect(await attempt(file)).toEqual({ result: 'opens', proof: 'trial' })
    const certificateId = house.state.current().tokens[0]?.pairs[0]?.encryption?.id ?? ''
    expect(await attempt({ kind: 'listed', certificateId })).toEqual({ result: 'opens', proof: 'trial' })
    expect(look(partsOf(stranger)).recipients[0]?.place).toEqual({ is: 'unknown' })
  })

  it('opens nothing after a wrong PIN or a refusal, and asks nobody for a stranger’s file', async () => {
    const file = partsOf(sealed())
    expect(await attempt(file, 0, 'wrong-pin-1')).toMatchObject({ code: 'pin-wrong' })
    expect(await attempt(file, 0, 'refuse')).toMatchObject({ code: 'cancelled-by-user' })
    const none = house.decryptionRehearsal.attempt(partsOf(sealed({}, [stranger])), 0)
    expect(await codeOf(none)).toMatchObject({ code: 'token-absent' })
    expect(house.state.current().prompt).toBe(null)
    expect(await attempt(file)).toMatchObject({ result: 'opens' })
  })

  it('withdraws its question when the page goes away', async () => {
    const page = new AbortController()
    const file = partsOf(sealed())
    const outcome = codeOf(house.decryptionRehearsal.attempt(file, 0, page.signal))
    await house.shows(({ prompt }) => prompt !== null)
    page.abort()
    expect(await outcome).toMatchObject({ code: 'cancelled-by-user' })
    expect(house.state.current().prompt).toBe(null)
  })

  // A soft token cannot be pulled out.
  if (kind !== 'soft')
    it('knows a key that was pulled out by the device and the day', async () => {
      const file = partsOf(sealed())
      expect(await attempt(file, 0, 'pull-out')).toMatchObject({ code: 'token-removed' })
      await waitFor(house, () => idOf(house, 'TENDER') === undefined)
      const [away] = look(file).recipients
      expect(away).toMatchObject({
        place: { is: 'seen', tokenKind: 'ukey' },
        serial: parseCertificate(encryption).serialHex,
      })
      expect(await codeOf(house.decryptionRehearsal.attempt(file, 0))).toMatchObject({ code: 'token-absent' })
      plugUkey(house.keys, 'TENDER')
      await waitFor(house, () => idOf(house, 'TENDER') !== undefined)
      expect(look(file).recipients).toMatchObject([{ place: { is: 'here' } }])
      expect(await attempt(file)).toMatchObject({ result: 'opens' })
    })
})
