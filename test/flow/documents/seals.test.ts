import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sealLabel } from '../../../src/native/index.ts'
import { finishSeal, parseCertificate, parseSeal, sealToSign } from '../../../src/pki/index.ts'
import type { DocumentWork, SigningForm } from '../../../src/shared/documents/contract.ts'
import type { DocumentState } from '../../../src/shared/documents/model.ts'
import { ofdOpinions, pdfOpinion } from '../../forgeries/second-path.ts'
import { plainPdf, unsignedOfd } from '../../forgeries/signed-here.ts'
import { codeOf } from '../../house/businesses.ts'
import { type DocumentsHouse, openDocumentsHouse } from '../../house/documents.ts'
import { demoHolder, pin } from '../../house/issuance.ts'
import { makeSeal, picture } from '../../house/seals.ts'
import { keyPlaces, pinOf } from '../../house/web-signing.ts'
import { freshParty, freshRoot } from '../../unit/pki/authority.ts'

const right = { digests: true, described: true, signature: true, seal: true }
const page: SigningForm & { readonly form: 'seal' } = {
  ...{ form: 'seal', sealId: '' },
  place: { on: 'page', page: 1, left: 60, top: 80 },
}

const outputOf = (state: DocumentState | undefined): string => {
  if (state?.is !== 'done' || state.result.kind === 'verified') throw new Error(JSON.stringify(state))
  return state.result.output
}

describe.each(keyPlaces)('a seal that a job puts into files, with a key: %s', (place) => {
  let house: DocumentsHouse
  let sealId = ''
  const present = () => {
    const found = house.keyring.current().tokens.find(({ facts }) => facts.id === house.tokenId)
    if (found === undefined) throw new Error('no token')
    return found
  }
  const signer = () => {
    const all = present().certificates.map(({ der }) => parseCertificate(der))
    const found = all.find(({ use }) => use === 'signing')
    if (found === undefined) throw new Error('no signing certificate')
    return found
  }
  beforeAll(async () => {
    house = await openDocumentsHouse(place)
    const person = house.sayYes()
    const { id } = await makeSeal(house.ra, signer().serialHex)
    await house.seals.update(house.tokenId)
    const { seals } = await house.shows((now) => now.seals.some(({ kind }) => kind === 'seal'))
    const found = seals.find((one) => one.kind === 'seal' && one.number === id)
    sealId = found?.id ?? ''
    person.stop()
  }, 60_000)
  afterAll(() => house.end())

  const stamping = (change: Partial<typeof page> = {}): DocumentWork & { readonly kind: 'sign' } => ({
    ...{ kind: 'sign', certificateId: house.signing() },
    as: { ...page, sealId, ...change },
  })
  const verdictOn = async (path: string) => {
    const ids = await house.list(path)
    await house.work(ids, { kind: 'verify' })
    return house.documents.verdict({ fileId: ids[0] ?? '' })
  }

  it('is whole and names its signer and maker in an OFD and a PDF, and OpenSSL agrees', async () => {
    const person = house.sayYes()
    const [ofd, pdf] = [house.put('公函.ofd', unsignedOfd()), house.put('报价.pdf', plainPdf())]
    const before = [readFileSync(ofd), readFileSync(pdf)]
    const outputs = (await house.work(await house.list(ofd, pdf), stamping())).map(outputOf)
    expect(outputs).toEqual([ofd.replace('.ofd', '(已签章).ofd'), pdf.replace('.pdf', '(已签章).pdf')])
    expect(person.asked).toMatchObject([
      { kind: 'pin', purpose: 'sign', content: { kind: 'files', count: 2 } },
    ])
    person.stop()
    // A PDF holds a message with the picture of the seal.
    const forms = ['seal', 'gm-cms']
    for (const [index, output] of outputs.entries()) {
      const { outcome, signatures } = await verdictOn(output)
      expect([outcome, signatures.length]).toEqual(['valid', 1])
      expect(signatures[0]).toMatchObject({
        ...{ form: forms[index], outcome: 'valid', integrity: 'intact', coverage: { state: 'whole' } },
        ...{ chain: { state: 'trusted' }, signer: { state: 'named' } },
      })
      expect(signatures[0]?.seal).toMatchObject(
        index === 0 ? { state: 'sealed', name: demoHolder.applicantName } : { state: 'none' },
      )
      expect(/\/Subtype\s*\/Image/.test(readFileSync(output, 'latin1'))).toBe(index === 1)
    }
    expect(ofdOpinions(readFileSync(outputs[0] ?? ''))).toEqual([right])
    expect(pdfOpinion(readFileSync(outputs[1] ?? ''))).toEqual(right)
    expect([readFileSync(ofd), readFileSync(pdf)]).toEqual(before)
  }, 60_000)

  it('stands over the edges of all pages, after another seal, and both stay valid', async () => {
    const person = house.sayYes()
    const path = house.put('合同.ofd', unsignedOfd())
    const [first] = await house.work(await house.list(path), stamping())
    const edges = stamping({ place: { on: 'edges', top: 120 } })
    const [second] = await house.work(await house.list(outputOf(first)), edges)
    person.stop()
    const { outcome, signatures } = await verdictOn(outputOf(second))
    expect([outcome, signatures.map((one) => one.outcome)]).toEqual(['valid', ['valid', 'valid']])
    expect(ofdOpinions(readFileSync(outputOf(second)))).toEqual([right, right])
  }, 60_000)

  it('is refused for one file that cannot take it, and the job goes on with the next', async () => {
    const person = house.sayYes()
    const paths = [
      house.put('没有.txt', 'no document'),
      house.put('坏.ofd', unsignedOfd().subarray(0, 900)),
      house.put('好.pdf', plainPdf()),
    ]
    const states = await house.work(await house.list(...paths), stamping())
    person.stop()
    expect(states[0]).toMatchObject({ is: 'failed', error: { code: 'document-not-for-seal' } })
    expect(states.map(({ is }) => is)).toEqual(['failed', 'failed', 'done'])
  }, 60_000)

  it('is refused, before a PIN is asked for, if it does not name the signer', async () => {
    const { der, signer: maker } = house.ra.services.ca.sealMaker
    const stranger = freshParty(freshRoot(), { profile: 'signing', name: '别的公司' })
    const validity = { validFrom: new Date('2026-01-01'), validTo: new Date('2036-01-01') }
    const info = sealToSign({
      ...{ id: 'OTHER-1', vendor: 'EXAMPLE', type: 'organisation', name: '别的公司公章' },
      ...{ createdAt: new Date(), ...validity, signers: [stranger.certificate.raw] },
      picture: { format: 'PNG', bytes: Buffer.from(picture(), 'base64'), width: 42, height: 42 },
    })
    const seal = parseSeal(finishSeal(info, der, maker.sign(info)))
    const label = sealLabel(seal.id, seal.raw)
    await present().token.withSession(pin(pinOf(place)), (session) => session.writeSeal(label, seal.raw))
    const named = (now: ReturnType<DocumentsHouse['state']['current']>) =>
      now.seals.find((one) => one.kind === 'seal' && one.number === 'OTHER-1')
    const other = named(await house.shows((now) => named(now) !== undefined))
    const person = house.sayYes()
    const ids = await house.list(house.put('别人的章.ofd', unsignedOfd()))
    const [state] = await house.work(ids, stamping({ sealId: other?.id ?? '' }))
    person.stop()
    expect(state).toMatchObject({ is: 'failed', error: { code: 'signing-seal-other-certificate' } })
    expect(person.asked).toEqual([])
  }, 60_000)

  it('is refused at once if the seal or the certificate is not there', async () => {
    const ids = await house.list(house.put('缺.ofd', unsignedOfd()))
    const start = (work: DocumentWork) =>
      codeOf(Promise.resolve(house.documents.start({ fileIds: [...ids], work })))
    const gone = { code: 'token-absent' }
    expect(await start(stamping({ sealId: `${house.tokenId}#none` }))).toMatchObject(gone)
    expect(await start({ ...stamping(), certificateId: 'none' })).toMatchObject(gone)
    expect(house.view(ids[0] ?? '').state).toEqual({ is: 'listed' })
  })
})
