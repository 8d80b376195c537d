import { randomBytes } from 'node:crypto'
import { parseCertificate } from '../../src/pki/index.ts'
import { type DocumentsHouse, signMessage } from '../../test/house/documents.ts'
import { pin } from '../../test/house/issuance.ts'
import { type KeyPlace, pinOf } from '../../test/house/web-signing.ts'

const perSecond = async (count: number, work: () => Promise<void>): Promise<number> => {
  const start = performance.now()
  await work()
  return (count * 1000) / (performance.now() - start)
}

/** So many signatures tell the pace of a token. */
const paceCount = 200

/** Signatures a second through one session of the token, with nothing around it. */
const tokensPace = (house: DocumentsHouse, place: KeyPlace): Promise<number> => {
  const present = house.keyring.current().tokens.find(({ facts }) => facts.id === house.tokenId)
  const signing = present?.certificates.find(({ der }) => parseCertificate(der).use === 'signing')
  const keyId = signing?.keyId
  if (present === undefined || keyId == null) throw new Error('no key that signs')
  return present.token.withSession(pin(pinOf(place)), async (session) => {
    await session.sign(keyId, randomBytes(32), 'sm2-digest')
    return perSecond(paceCount, async () => {
      for (let n = 0; n < paceCount; n += 1) await session.sign(keyId, randomBytes(32), 'sm2-digest')
    })
  })
}

/** Signatures a second. */
export type ManyFigures = { readonly jobs: number; readonly token: number }

/** Small files signed by one job, a second, and what the token could do in the same run. */
export const manyFiles = async (
  house: DocumentsHouse,
  place: KeyPlace,
  count: number,
): Promise<ManyFigures> => {
  const token = await tokensPace(house, place)
  const paths = Array.from({ length: count }, (_, n) => house.put(`${n}.txt`, randomBytes(1024)))
  const ids = await house.list(...paths)
  const person = house.sayYes()
  try {
    const jobs = await perSecond(count, async () => {
      const states = await house.work(ids, signMessage(house.signing(), 'detached'))
      const failed = states.find(({ is }) => is !== 'done')
      if (failed !== undefined) throw new Error(JSON.stringify(failed))
    })
    const pins = person.asked.filter(({ kind }) => kind === 'pin').length
    if (pins !== 1) throw new Error(`the PIN was asked for ${pins} times`)
    return { jobs, token }
  } finally {
    person.stop()
    await house.documents.remove({ fileIds: [...ids] })
  }
}
