import { describe, expect, it } from 'vitest'
import { MOST_SEALS } from '../../../../src/native/index.ts'
import { typed } from '../given.ts'
import { moments } from '../moments.ts'
import { factsOf, pinStateOf } from '../token-at-hand.ts'
import { base64, made, maker, picture, storedAs, user } from './made.ts'

import { seals } from './seals-at-hand.ts'

const idOf = (label: string) => `token-1#${label}`
const seal = made()
const stored = storedAs(seal)

describe('a seal on a token', () => {
  it('is shown with its picture and saved under its name', () => {
    const { service } = seals({ seals: [stored] })
    expect(service.views()).toMatchObject([{ kind: 'seal', id: idOf(stored.label), name: '某公司公章' }])
    expect(service.picture(idOf(stored.label))).toEqual({ mediaType: 'image/png', base64: base64(picture) })
    expect(service.export(idOf(stored.label))).toEqual({
      ...{ fileName: '某公司公章.esl', base64: base64(seal.raw) },
    })
  })

  it('may be no seal at all: it has no picture and is saved as it lies there', () => {
    const { service } = seals({ seals: [{ label: 'a', value: Uint8Array.of(1) }] })
    expect(service.picture(idOf('a'))).toBeNull()
    expect(service.export(idOf('a'))).toEqual({ fileName: 'seal.esl', base64: 'AQ==' })
  })

  it('may have a picture of a kind that no window shows', () => {
    const odd = made({ picture: { format: 'XYZ', bytes: Uint8Array.of(1), width: 1, height: 1 } })
    const { service } = seals({ seals: [storedAs(odd)] })
    expect(service.picture(idOf(storedAs(odd).label))).toBeNull()
  })

  it('must be there and be readable', () => {
    const { service } = seals({ seals: [{ label: 'a', value: null }] })
    for (const work of [service.picture, service.export]) {
      expect(() => work(idOf('a'))).toThrow(expect.objectContaining({ code: 'seal-unreadable' }))
      expect(() => work(idOf('b'))).toThrow(expect.objectContaining({ code: 'seal-gone' }))
    }
  })

  it('is removed with the PIN', async () => {
    const { service, log, asked } = seals({ seals: [{ label: 'other', value: null }, stored] })
    await service.remove(idOf(stored.label))
    expect(asked).toEqual(['delete-seal on token-1'])
    expect(log).toEqual(['in 123456', `remove seal ${stored.label}`, 'out'])
    await expect(service.remove(idOf('b'))).rejects.toMatchObject({ code: 'seal-gone' })
  })
})

describe('a token that cannot take a seal now', () => {
  it.each([
    ['token-lacks', { facts: { capabilities: [] } }, null],
    ['pin-locked', { facts: { pin: pinStateOf({ locked: true }) } }, null],
    ['busy-with-other', {}, 'issue'],
  ] as const)('is refused with %s before anybody is asked', async (code, wish, busy) => {
    const { service, asked } = seals({ ...wish, seals: [stored] }, { busy: () => busy })
    const refused = { code }
    await expect(service.import('token-1', base64(seal.raw))).rejects.toMatchObject(refused)
    await expect(service.update('token-1')).rejects.toMatchObject(refused)
    await expect(service.remove(idOf(stored.label))).rejects.toMatchObject(refused)
    expect(asked).toEqual([])
  })

  it('may be away', async () => {
    const { service } = seals()
    await expect(service.import('token-2', base64(seal.raw))).rejects.toMatchObject({ code: 'token-absent' })
    await expect(service.update('token-2')).rejects.toMatchObject({ code: 'token-absent' })
  })

  it('spends no last try that the person has not confirmed', async () => {
    const now = () => factsOf({ pin: pinStateOf({ lastTry: true }) })
    const { service, log } = seals({ now })
    await expect(service.import('token-1', base64(seal.raw))).rejects.toMatchObject({
      code: 'last-try-unconfirmed',
    })
    expect(log).toEqual([])
  })
})

describe('a seal from a file', () => {
  it('is written with the PIN, and what it replaces is removed after it', async () => {
    const before = storedAs(made({ name: '旧章' }))
    const { service, log, asked } = seals({ seals: [before] })
    await service.import('token-1', base64(seal.raw))
    expect(asked).toEqual(['write-seal on token-1'])
    expect(log).toEqual([
      ...['in 123456', `write seal ${stored.label}`, `remove seal ${before.label}`, 'out'],
    ])
  })

  it.each([
    ['seal-unreadable', 'AQID'],
    ['seal-not-genuine', base64(made({}, user).raw)],
    ['seal-for-other-certificate', base64(made({ signers: [maker.certificate.raw] }).raw)],
  ])('is refused with %s before anybody is asked', async (code, file) => {
    const { service, asked } = seals()
    await expect(service.import('token-1', file)).rejects.toMatchObject({ code })
    expect(asked).toEqual([])
  })

  it('is not written beside more seals than a token shows', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ label: `other-${n}`, value: null }))
    const full = seals({ seals: many(MOST_SEALS) })
    await expect(full.service.import('token-1', base64(seal.raw))).rejects.toMatchObject({
      ...{ code: 'seal-too-many', params: { most: MOST_SEALS } },
    })
    const room = seals({ seals: many(MOST_SEALS - 1) })
    await room.service.import('token-1', base64(seal.raw))
    expect([full.log, room.log.length]).toEqual([['in 123456', 'out'], 3])
  })

  it('goes beside what is on the token when the PIN is there', async () => {
    const later = storedAs(made({ name: '旧章' }))
    const { ring, service, token } = seals(
      {},
      {
        askPin: async (_, __, work) => {
          ring.show([{ ...token.present, seals: [later] }])
          await work(typed())
        },
      },
    )
    await service.import('token-1', base64(seal.raw))
    expect(token.log).toContain(`remove seal ${later.label}`)
  })

  it('is not written if the token has gone meanwhile', async () => {
    const { ring, service, log } = seals(
      {},
      {
        askPin: async (_, __, work) => {
          ring.show([])
          await work(typed())
        },
      },
    )
    await expect(service.import('token-1', base64(seal.raw))).rejects.toMatchObject({ code: 'token-absent' })
    expect(log).toEqual(['in 123456', 'out'])
  })

  it('is imported when it is written', async () => {
    const written = Promise.withResolvers<void>()
    const { service } = seals({ session: { writeSeal: () => written.promise } })
    const over: string[] = []
    const imported = service.import('token-1', base64(seal.raw)).then(() => over.push('imported'))
    await moments()
    expect(over).toEqual([])
    written.resolve()
    await imported
  })
})
