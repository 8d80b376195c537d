import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseCertificate } from '../../../src/pki/index.ts'
import type { RunningRa } from '../../../src/ra/server.ts'
import type { CertificatePair } from '../../../src/shared/models/index.ts'
import { codeOf, openWholeHouse, UKEY_PIN, type WholeHouse } from '../../house/businesses.ts'
import { given, openRa, pin, removeFolder, temporary } from '../../house/issuance.ts'
import { faces } from '../../house/tokens.ts'

describe.each(faces)('an old pair on a Ukey, over %s,', (face) => {
  const raFolder = temporary()
  let ra: RunningRa
  let house: WholeHouse
  let tokenId: string

  const issue = async (): Promise<void> => {
    const { transactionId } = await house.issuance.start({
      target: { kind: 'ukey', tokenId },
      ...given(UKEY_PIN),
    })
    expect(await house.rest(transactionId)).toMatchObject({ state: 'done', error: null })
  }
  beforeAll(async () => {
    ra = await openRa(raFolder)
    house = await openWholeHouse(ra.url, { face })
    await house.login()
    tokenId = await house.insert('OLDPAIR')
    await issue()
    await issue()

    await house.shows(() => pairsOf('kept').length === 1 && pairsOf('valid').length === 1)
  })
  afterAll(async () => {
    await house?.end()
    await ra?.stop()
    removeFolder(raFolder)
  })

  const pairsOf = (state: CertificatePair['state']): readonly CertificatePair[] =>
    house.state
      .current()
      .tokens.filter(({ id }) => id === tokenId)
      .flatMap(({ pairs }) => pairs.filter((pair) => pair.state === state))
  const idOf = (state: CertificatePair['state']): string => pairsOf(state)[0]?.id ?? ''
  const usesOn = () =>
    house.keyring
      .current()
      .tokens.flatMap(({ certificates }) => certificates.map(({ der }) => parseCertificate(der).use))
      .toSorted()

  /** The person answers the question for the PIN, or refuses it. */
  const answering = async (answer: string | null, work: Promise<unknown>): Promise<unknown> => {
    const outcome = codeOf(work)
    const { prompt } = await house.shows((snapshot) => snapshot.prompt !== null)
    expect(prompt).toMatchObject({ kind: 'pin', purpose: 'delete', tokenId })
    const promptId = prompt?.id ?? ''
    house.prompts.answer(
      answer === null
        ? { kind: 'refuse', promptId }
        : { kind: 'pin', promptId, tries: 'careful', pin: { entry: 'typed', pin: pin(answer) } },
    )
    return outcome
  }

  it('is never the one in force, whatever a window asks', async () => {
    const wish = { tokenId, pairId: idOf('valid'), filesGivenUp: true }
    expect(await codeOf(house.oldCertificates.remove(wish))).toMatchObject({
      code: 'old-certificate-in-force',
    })
  })

  it('is not removed while its files have not been given up, and nobody is asked for a PIN', async () => {
    const wish = { tokenId, pairId: idOf('kept'), filesGivenUp: false }
    expect(await codeOf(house.oldCertificates.remove(wish))).toMatchObject({ code: 'old-key-opens-files' })
    expect(house.state.current().prompt).toBeNull()
  })

  it('stays if the person does not give the PIN', async () => {
    const wish = { tokenId, pairId: idOf('kept'), filesGivenUp: true }
    const before = usesOn()
    expect(await answering(null, house.oldCertificates.remove(wish))).toMatchObject({
      code: 'cancelled-by-user',
    })
    expect([usesOn(), pairsOf('kept').length]).toEqual([before, 1])
  })

  it('goes with its keys after the PIN; the new pair stays and signs; the history says so', async () => {
    const [old] = pairsOf('kept')
    const serial = (old?.signing ?? old?.encryption)?.serial
    const wish = { tokenId, pairId: old?.id ?? '', filesGivenUp: true }
    expect(await answering(UKEY_PIN, house.oldCertificates.remove(wish))).toBeUndefined()

    await house.shows(() => pairsOf('kept').length === 0)
    expect(usesOn()).toEqual(['encryption', 'signing'])
    expect(pairsOf('valid')[0]?.usable).toBe(true)
    const present = house.keyring.current().tokens.find(({ facts }) => facts.id === tokenId)
    const keys = await present?.token.withSession(pin(UKEY_PIN), (session) => session.keys())
    expect(keys?.length).toBe(2)
    expect(house.history.list({ tokenId })[0]).toMatchObject({ kind: 'removed', serial })
  })
})
