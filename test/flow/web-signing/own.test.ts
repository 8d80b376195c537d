import { verify, X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plugUkey, unplugUkey } from '../../../src/native/virtual-ukey/ukey.ts'
import { parseCertificate, sm3 } from '../../../src/pki/index.ts'
import { readStatement } from '../../../src/shared/web-signing/statement.ts'
import type { Signed } from '../../../src/shared/web-signing/wire.ts'
import { given } from '../../house/issuance.ts'
import { opensslVerifies } from '../../house/openssl-verifies.ts'
import {
  keyPlaces,
  nonce,
  openPage,
  openSiteHouse,
  pinOf,
  type SiteHouse,
  site,
} from '../../house/web-signing.ts'
import { putOldRsa, waitFor } from '../issuance/ukeys.ts'

const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))

describe.each(keyPlaces)('a page on our own port, with a key on %s,', (place) => {
  let house: SiteHouse
  beforeAll(async () => {
    house = await openSiteHouse(place)
  })
  afterAll(() => house.end())

  it('hears nothing before the person has allowed the site, and certificates afterwards', async () => {
    const page = await openPage(house.port())
    const asked = page.get({ ask: 'certificates' })
    const prompt = await house.question()
    expect(prompt).toMatchObject({ kind: 'consent', purpose: 'connect', remember: 'offered' })
    expect(prompt.asker).toEqual({ kind: 'page', origin: site, reads: null, resembles: null })
    house.prompts.answer({ kind: 'consent', promptId: prompt.id, remember: false })
    const { certificates } = await asked
    expect(certificates.map(({ uses }) => uses)).toEqual([['sign'], ['encrypt']])
    expect(certificates[0]?.holder).toBe('王芳')
    // The same connection is not asked again; another one is, because the person did not say "remember".
    expect((await page.get({ ask: 'certificates', use: 'sign' })).certificates).toHaveLength(1)
    page.close()
    await page.closed
    const other = await openPage(house.port())
    const again = other.code({ ask: 'certificates' })
    house.prompts.answer({ kind: 'refuse', promptId: (await house.question()).id })
    expect(await again).toBe('not-approved')
    other.close()
  })

  it('signs in over a statement that names the site, and OpenSSL verifies it', async () => {
    const page = await openPage(house.port())
    const person = house.sayYes()
    const chosen = nonce()
    const signed = await page.get({ ask: 'sign-in', nonce: chosen })
    person.stop()
    expect(person.asked.map(({ kind, purpose }) => [kind, purpose])).toEqual([
      ['consent', 'connect'],
      ['pin', 'login'],
    ])
    expect(readStatement(signed.statement)).toMatchObject({
      ...{ origin: site, nonce: chosen, about: { purpose: 'sign-in' } },
    })
    expect(opensslVerifies(signed.certificate, signed.statement, signed.signature)).toBe(true)
    expect(signed.chain.length).toBeGreaterThan(0)
    const [use] = house.webSigning.uses(site)
    expect(use).toMatchObject({ purpose: 'sign-in', holder: '王芳', carrier: 'own', loose: false })
    expect(await page.get({ ask: 'verify', signed })).toMatchObject({
      verdict: 'valid',
      holder: '王芳',
      origin: site,
    })
    const forged = { ...signed, statement: signed.statement.replace('www.example', 'evil.example') }
    expect(await page.get({ ask: 'verify', signed: forged })).toEqual({
      verdict: 'invalid',
      because: 'signature',
    })
    page.close()
  })

  it('shows what is signed: the whole text, or name, size and digest', async () => {
    const page = await openPage(house.port())
    const person = house.sayYes()
    const text = '同意支付 ¥100\u202e 元。'
    const one = await page.get({ ask: 'sign', nonce: nonce(), content: { kind: 'text', text } })
    const data = Buffer.from('合同').toString('base64')
    const content = { kind: 'data', data, name: '合同\u200b.pdf' } as const
    const two = await page.get({ ask: 'sign', nonce: nonce(), content, form: 'cms' })
    person.stop()
    const pins = person.asked.filter(({ kind }) => kind === 'pin')
    expect(pins).toMatchObject([
      { content: { kind: 'text', text: '同意支付 ¥100⟨U+202E⟩ 元。' }, loose: false },
      { content: { kind: 'file', name: '合同⟨U+200B⟩.pdf', length: 6 } },
    ])
    const digest = Buffer.from(sm3(new TextEncoder().encode(text)))
      .toString('hex')
      .toUpperCase()
    const { statement, certificate, signature } = one as Signed
    expect(readStatement(statement)?.about).toEqual({ purpose: 'sign', sm3: digest, length: 28 })
    expect(opensslVerifies(certificate, statement, signature)).toBe(true)
    expect(two.form).toBe('cms')
    expect(await page.get({ ask: 'verify', signed: two })).toMatchObject({ verdict: 'valid', origin: site })
    page.close()
  })

  it('lets the person type again after a wrong PIN, and the page hears nothing of it', async () => {
    const page = await openPage(house.port())
    const asked = page.get({ ask: 'sign-in', nonce: nonce() })
    const connect = await house.question()
    house.prompts.answer({ kind: 'consent', promptId: connect.id, remember: false })
    const first = await house.shows(({ prompt }) => prompt?.kind === 'pin')
    house.typePin(first.prompt?.id ?? '', '87654321')
    const again = await house.shows(({ prompt }) => prompt?.kind === 'pin' && prompt.id !== first.prompt?.id)
    expect(again.prompt).toMatchObject({ purpose: 'login', problem: { code: 'pin-wrong' } })
    house.typePin(again.prompt?.id ?? '')
    expect(await asked).toMatchObject({ form: 'plain' })
    page.close()
  })

  it('is refused when the person refuses, and its question goes when the page goes', async () => {
    const page = await openPage(house.port())
    const refused = page.code({ ask: 'sign-in', nonce: nonce() })
    house.prompts.answer({ kind: 'consent', promptId: (await house.question()).id, remember: false })
    const { prompt } = await house.shows((snapshot) => snapshot.prompt?.kind === 'pin')
    house.prompts.answer({ kind: 'refuse', promptId: prompt?.id ?? '' })
    expect(await refused).toBe('refused')
    void page.ask({ ask: 'sign-in', nonce: nonce() })
    await house.shows((snapshot) => snapshot.prompt?.kind === 'pin')
    page.close()
    expect((await house.shows((snapshot) => snapshot.prompt === null)).prompt).toBeNull()
    const other = await openPage(house.port())
    const withdrawn = other.ask({ ask: 'certificates' }, 'mine')
    await house.question()
    expect(await other.get({ ask: 'cancel', request: 'mine' })).toEqual({})
    expect(await withdrawn).toMatchObject({ refusal: { code: 'cancelled' } })
    expect(house.state.current().prompt).toBeNull()
    other.close()
  })

  it('seals to a certificate and opens it again with the person’s word', async () => {
    const page = await openPage(house.port())
    const person = house.sayYes()
    const { certificates } = await page.get({ ask: 'certificates', use: 'encrypt' })
    const recipients = certificates.map(({ certificate }) => certificate)
    const content = Buffer.from('投标文件'.repeat(100)).toString('base64')
    const { envelope } = await page.get({ ask: 'encrypt', recipients, content })
    const certificate = certificates[0]?.id ?? ''
    expect(await page.get({ ask: 'decrypt', envelope, certificate })).toEqual({ content })
    person.stop()
    expect(person.asked.at(-1)).toMatchObject({ kind: 'pin', purpose: 'decrypt' })
    const foreign = Buffer.from(envelope, 'base64')
    foreign.set([0xff, 0xff, 0xff], 60)
    expect(await page.code({ ask: 'decrypt', envelope: foreign.toString('base64') })).not.toBeNull()
    page.close()
  })

  it('signs freely in one login only where the person allowed that, until it leaves', async () => {
    house.webSigning.approve(site, { certificates: true, signIn: 'ask', sign: 'free' })
    const page = await openPage(house.port())
    const [one] = (await page.get({ ask: 'certificates', use: 'sign' })).certificates
    const person = house.sayYes()
    const sign = () =>
      page.get({
        ...{ ask: 'sign', nonce: nonce(), content: { kind: 'text', text: '一' } },
        ...(one ? { certificate: one.id } : {}),
      })
    for (let n = 0; n < 5; n += 1) expect(await sign()).toMatchObject({ form: 'plain' })
    expect(person.asked.map(({ kind }) => kind)).toEqual(['pin'])
    expect(await page.get({ ask: 'leave' })).toEqual({})
    await sign()
    expect(person.asked.map(({ kind }) => kind)).toEqual(['pin', 'pin'])
    // Logging in is another matter than signing.
    await page.get({ ask: 'sign-in', nonce: nonce() })
    expect(person.asked).toHaveLength(3)
    person.stop()
    // The person's own business comes first: the login of the page makes way.
    const confirmed = { tries: 'careful' } as const
    const pinOfPerson = (await import('../../house/issuance.ts')).pin(pinOf(place))
    await house.pin.verify(house.tokenId, pinOfPerson, confirmed)
    const after = page.ask({ ask: 'sign', nonce: nonce(), content: { kind: 'text', text: '二' } })
    house.typePin((await house.question()).id)
    expect(await after).toHaveProperty('answer')
    house.webSigning.withdraw(site)
    await page.get({ ask: 'leave' })
    expect(page.events).toContainEqual({ event: 'dismissed' })
    expect(house.state.current().webSigning.sites).toEqual([])
    page.close()
  })

  it('asks for the PIN again after nobody was at the screen, and withdraws what it was asking', async () => {
    house.webSigning.approve(site, { certificates: true, signIn: 'free', sign: 'ask' })
    const page = await openPage(house.port())
    const person = house.sayYes()
    const signIn = () => page.get({ ask: 'sign-in', nonce: nonce() })
    for (let n = 0; n < 3; n += 1) await signIn()
    expect(person.asked.map(({ kind }) => kind)).toEqual(['pin'])
    person.stop()
    const signing = page.code({ ask: 'sign', nonce: nonce(), content: { kind: 'text', text: '一' } })
    await house.question()
    house.personLeft()
    expect(await signing).toBe('cancelled')
    expect(house.state.current().prompt).toBeNull()
    const again = house.sayYes()
    await signIn()
    expect(again.asked.map(({ kind }) => kind)).toEqual(['pin'])
    again.stop()
    page.close()
    house.webSigning.withdraw(site)
  })

  it('serves two pages on one key: each has a login of its own, and one makes way for the other', async () => {
    house.webSigning.approve(site, { certificates: true, signIn: 'free', sign: 'ask' })
    const [one, two] = [await openPage(house.port()), await openPage(house.port())]
    const person = house.sayYes()
    const signIns = [one, two, one, two].map((page) => page.get({ ask: 'sign-in', nonce: nonce() }))
    for (const signed of await Promise.all(signIns)) expect(signed.form).toBe('plain')
    expect(person.asked.every(({ kind }) => kind === 'pin')).toBe(true)
    const before = person.asked.length
    expect(before).toBeGreaterThanOrEqual(2)
    await two.get({ ask: 'sign-in', nonce: nonce() })
    await one.get({ ask: 'sign-in', nonce: nonce() })
    // The login of the one page was never used for the other.
    expect(person.asked.length).toBeGreaterThan(before)
    person.stop()
    one.close()
    two.close()
    house.webSigning.withdraw(site)
  })

  it('asks for each signature without the PIN where the person allowed that', async () => {
    house.webSigning.approve(site, { certificates: true, signIn: 'confirm', sign: 'no' })
    const page = await openPage(house.port())
    const person = house.sayYes()
    for (let n = 0; n < 3; n += 1) await page.get({ ask: 'sign-in', nonce: nonce() })
    expect(person.asked.map(({ kind }) => kind)).toEqual(['pin', 'consent', 'consent'])
    person.stop()
    expect(await page.code({ ask: 'sign', nonce: nonce(), content: { kind: 'text', text: '一' } })).toBe(
      'not-approved',
    )
    page.close()
    house.webSigning.withdraw(site)
  })

  // A soft certificate is in no Ukey that one could pull out.
  if (place !== 'soft')
    it('hears of a Ukey that is pulled out, and loses question and login with it', async () => {
      house.webSigning.approve(site, { certificates: true, signIn: 'free', sign: 'ask' })
      const page = await openPage(house.port())
      const person = house.sayYes()
      await page.get({ ask: 'watch' })
      await page.get({ ask: 'sign-in', nonce: nonce() })
      person.stop()
      const signing = page.code({ ask: 'sign', nonce: nonce(), content: { kind: 'text', text: '一' } })
      await house.question()
      unplugUkey(house.keys, 'SIGNER')
      expect(await signing).toBe('token-gone')
      expect(await page.code({ ask: 'sign-in', nonce: nonce() })).toBe('no-certificate')
      plugUkey(house.keys, 'SIGNER')
      await waitFor(house, () =>
        house.keyring.current().tokens.some(({ certificates }) => certificates.length === 2),
      )
      await house.shows(({ tokens }) => tokens.some(({ id }) => id === house.tokenId))
      const again = page.code({ ask: 'sign-in', nonce: nonce() })
      house.typePin((await house.question()).id)
      expect(await again).toBeNull()
      expect(page.events.length).toBeGreaterThan(1)
      page.close()
      house.webSigning.withdraw(site)
    })

  it('knows the certificates under names that another site does not know', async () => {
    const person = house.sayYes()
    const [here, there] = [
      await openPage(house.port()),
      await openPage(house.port(), 'https://other.example.cn'),
    ]
    const idsOf = async (page: typeof here) =>
      (await page.get({ ask: 'certificates' })).certificates.map(
        ({ id, certificate }) => [id, certificate] as const,
      )
    const [ours, theirs] = [await idsOf(here), await idsOf(there)]
    person.stop()
    expect(ours.map(([, der]) => der)).toEqual(theirs.map(([, der]) => der))
    expect(ours.some(([id]) => theirs.some(([other]) => other === id))).toBe(false)
    const stolen = theirs[0]?.[0] ?? ''
    expect(await here.code({ ask: 'sign-in', nonce: nonce(), certificate: stolen })).toBe('no-certificate')
    expect(parseCertificate(bytes(ours[0]?.[1] ?? '')).subject.cn).toBe('王芳')
    here.close()
    there.close()
  })

  // It puts one more certificate on the Ukey, so it comes last.
  // An older Ukey is one of PKCS#11.
  if (place === 'pkcs11')
    it('signs with an older RSA certificate on the same Ukey', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'rsa-'))
      putOldRsa(house.keys, folder, '老证书')
      await house.keyring.refresh()
      await house.shows(({ tokens }) =>
        tokens.some(({ pairs }) => pairs.some(({ signing }) => signing?.keyType === 'RSA 2048')),
      )
      const page = await openPage(house.port())
      const person = house.sayYes()
      const { certificates } = await page.get({ ask: 'certificates', use: 'sign' })
      expect(certificates.map(({ holder }) => holder).sort()).toEqual(['王芳', '老证书'])
      const certificate = certificates.find(({ holder }) => holder === '老证书')?.id ?? ''
      const signed = await page.get({ ask: 'sign-in', nonce: nonce(), certificate })
      expect(signed.algorithm).toBe('rsa-sha256')
      const key = new X509Certificate(Buffer.from(signed.certificate, 'base64')).publicKey
      const isRight = verify(
        'sha256',
        Buffer.from(signed.statement),
        key,
        Buffer.from(signed.signature, 'base64'),
      )
      expect(isRight).toBe(true)
      const sign = {
        ask: 'sign',
        nonce: nonce(),
        content: { kind: 'text', text: '一' },
        certificate,
      } as const
      expect(await page.code({ ...sign, form: 'cms' })).toBe('not-for-this-key')
      // Without a name of one, the person chooses among several.
      await page.get({ ask: 'sign-in', nonce: nonce() })
      expect(person.asked.some(({ kind }) => kind === 'choice')).toBe(true)
      person.stop()
      page.close()
      rmSync(folder, { recursive: true })
    })

  it('finds a signature of a certificate revoked that a newer one has replaced, though its pair is kept', async () => {
    house.sayYes()
    const page = await openPage(house.port())
    const { certificates } = await page.get({ ask: 'certificates', use: 'sign' })
    const sm2 = certificates.find((one) => parseCertificate(bytes(one.certificate)).publicKey.type === 'sm2')
    const signed = await page.get({ ask: 'sign-in', nonce: nonce(), certificate: sm2?.id ?? '' })
    const target =
      place === 'soft' ? { kind: 'soft' as const } : { kind: 'ukey' as const, tokenId: house.tokenId }
    const { transactionId } = await house.issuance.start({ target, ...given(pinOf(place)) })
    expect((await house.rest(transactionId)).state).toBe('done')
    await house.shows(({ tokens }) => tokens.some(({ pairs }) => pairs.some(({ state }) => state === 'kept')))
    expect(await page.get({ ask: 'verify', signed })).toEqual({ verdict: 'invalid', because: 'revoked' })
    page.close()
  })
})

describe('a page on our own port, with a key that wants the PIN at each use,', () => {
  it('asks for the PIN each time, whatever the person allowed, because no PIN is kept', async () => {
    const house = await openSiteHouse('pkcs11', {}, { alwaysAuthenticate: true })
    house.webSigning.approve(site, { certificates: true, signIn: 'free', sign: 'ask' })
    const page = await openPage(house.port())
    const person = house.sayYes()
    for (let n = 0; n < 3; n += 1) {
      const signed = await page.get({ ask: 'sign-in', nonce: nonce() })
      expect(opensslVerifies(signed.certificate, signed.statement, signed.signature)).toBe(true)
    }
    expect(person.asked.map(({ kind }) => kind)).toEqual(['pin', 'pin', 'pin'])
    person.stop()
    page.close()
    await house.end()
  })
})
