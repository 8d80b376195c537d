import { describe, expect, it } from 'vitest'
import { AssistantError, type PlainErrorCode } from '../../../../src/shared/errors/index.ts'
import { emptyDossierForm } from '../../../../src/shared/identity/form.ts'
import { now } from '../account/open-account.ts'
import { refused } from '../refused.ts'
import { at, key, openIdentity, raDossier } from './open-identity.ts'

const fail = (code: PlainErrorCode) => () => {
  throw new AssistantError(code)
}
const open = 'POST /identity/dossiers'
const get = `GET ${at()}`
const completion = { issuerId: 'demo', purpose: 'completion', kind: 'person' } as const

describe('a dossier is begun', () => {
  it('by anybody with a captcha, and kept', async () => {
    const { dossiers, asked, account, dossierBook } = openIdentity()
    const beginning = { issuerId: 'demo', purpose: 'registration', kind: 'person' } as const
    const proof = { captchaId: 'captcha-1', captcha: '7' }
    expect(await dossiers.begin({ ...beginning, ...proof })).toEqual({ key })
    const clientId = account.deviceId()
    expect(asked).toMatchObject([
      {
        ...{ call: open, token: null },
        body: {
          purpose: 'registration',
          kind: 'person',
          captchaId: 'captcha-1',
          captchaAnswer: '7',
          clientId,
        },
      },
    ])
    expect(dossierBook.find(key)).toEqual({
      ...{ issuerId: 'demo', purpose: 'registration', owner: null, secret: 'secret-1', key, kind: 'person' },
      ...{ number: 'SF-1', form: emptyDossierForm, moment: expect.any(String), savedAt: now.toISOString() },
      ...{ done: false, pages: {} },
    })
  })

  it('for the account that acts by its person alone', async () => {
    const made = openIdentity({
      [open]: () => ({ secret: 'secret-1', dossier: raDossier({ purpose: 'completion' }) }),
    })
    await expect(made.dossiers.begin(completion)).rejects.toEqual(refused('login-needed'))
    await made.logIn('one')
    await made.dossiers.begin(completion)
    expect(made.asked.at(-1)).toMatchObject({ call: open, token: 'token-one' })
    expect(made.asked.at(-1)?.body).not.toHaveProperty('captchaId')
    expect(made.dossierBook.find(key)?.owner).toBe('one')
    const appeal = openIdentity({
      [open]: () => ({ secret: 'secret-1', dossier: raDossier({ purpose: 'appeal' }) }),
    })
    await appeal.dossiers.begin({ ...completion, purpose: 'appeal' })
    expect(appeal.dossierBook.find(key)?.owner).toBeNull()
  })

  it('once while it goes on, and anew when it is over or unknown', async () => {
    const { begin, asked, answers } = openIdentity()
    await begin()
    expect([await begin(), asked.map(({ call }) => call)]).toEqual([{ key }, [open, get]])
    expect(asked[1]?.token).toBe('secret-1')
    for (const state of ['done', 'refused', 'expired'] as const) {
      answers[get] = () => ({ dossier: raDossier({ state }) })
      asked.length = 0
      await begin()
      expect([state, asked.map(({ call }) => call)]).toEqual([state, [get, open]])
    }
    answers[get] = fail('dossier-unknown')
    await begin()
    expect(asked.at(-1)?.call).toBe(open)
    answers[get] = fail('network-timeout')
    await expect(begin()).rejects.toEqual(refused('network-timeout'))
  })

  it('and is the one that the authority gives back, if it is known here', async () => {
    const { begin, dossiers, dossierBook, answers } = openIdentity()
    await begin()
    dossiers.save({ key, form: { ...emptyDossierForm, phone: '139' }, moment: 'contact' })
    const kept = dossierBook.find(key)
    answers[open] = () => ({ secret: 'secret-2', dossier: raDossier() })
    await dossiers.begin({ issuerId: 'demo', purpose: 'registration', kind: 'entity' })
    expect(dossierBook.find(key)).toEqual({ ...kept, secret: 'secret-2' })
    await expect(
      dossiers.begin({ issuerId: 'another', purpose: 'registration', kind: 'person' }),
    ).rejects.toEqual(refused('authority-answer-unreadable'))
    answers[open] = () => ({
      secret: 'secret-2',
      dossier: raDossier({ id: 'dossier-0002', purpose: 'appeal' }),
    })
    await expect(
      dossiers.begin({ issuerId: 'another', purpose: 'registration', kind: 'person' }),
    ).rejects.toEqual(refused('authority-answer-unreadable'))
  })
})

describe('what was typed', () => {
  it('is kept with its time, and not for a dossier that is gone', async () => {
    const { begin, dossiers, dossierBook } = openIdentity()
    await begin()
    const form = { ...emptyDossierForm, phone: '13911110021' }
    dossiers.save({ key, form, moment: 'finish' })
    expect(dossierBook.find(key)).toMatchObject({ form, moment: 'finish', savedAt: now.toISOString() })
    dossiers.forget({ key })
    dossiers.save({ key, form, moment: 'finish' })
    expect(dossierBook.find(key)).toBeNull()
  })
})

describe('a dossier is given up', () => {
  const abandon = `DELETE ${at()}`
  it('here and there, also if it is unknown there', async () => {
    for (const answer of [() => ({}), fail('dossier-unknown')]) {
      const { begin, dossiers, dossierBook, asked } = openIdentity({ [abandon]: answer })
      await begin()
      await dossiers.abandon({ key })
      expect([asked.at(-1)?.call, asked.at(-1)?.token, dossierBook.find(key)]).toEqual([
        ...[abandon, 'secret-1', null],
      ])
    }
  })

  it('not while the authority cannot be asked', async () => {
    const { begin, dossiers, dossierBook } = openIdentity({ [abandon]: fail('network-timeout') })
    await begin()
    await expect(dossiers.abandon({ key })).rejects.toEqual(refused('network-timeout'))
    expect(dossierBook.find(key)).not.toBeNull()
  })
})
