import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { SystemKeyStore } from '../../../src/main/shell/shell.ts'
import { Pin } from '../../../src/native/index.ts'
import type { RunningRa } from '../../../src/ra/server.ts'
import { codeOf, openWholeHouse, type WholeHouse } from '../../house/businesses.ts'
import { captchaAnswer, demoIssuer, openRa, removeFolder, temporary } from '../../house/issuance.ts'
import { type Middle, openMiddle } from '../issuance/middle.ts'
import { personOf } from '../ra/applicant.ts'

// 注册 and 信息补录 with an authority, or whoever stands between, that answers what cannot be, with a network that breaks
// off, and with two accounts at once.

const raFolder = temporary()
const keyStore: SystemKeyStore = {
  seal: (text) => Buffer.from(text).map((byte) => byte ^ 0x5a),
  open: (sealed) => Buffer.from(sealed.map((byte) => byte ^ 0x5a)).toString(),
}
let ra: RunningRa
let middle: Middle
let other: Middle
let house: WholeHouse
let home: string
const openHere = () =>
  openWholeHouse(middle.url, {
    ...{ keyStore, issuers: [demoIssuer(middle.url), demoIssuer(other.url, { id: 'other' })] },
    home,
  })
beforeAll(async () => {
  ra = await openRa(raFolder)
  middle = await openMiddle(ra.url)
  other = await openMiddle(ra.url)
})
afterAll(async () => {
  middle.close()
  other.close()
  await ra.stop()
  removeFolder(raFolder)
})
beforeEach(async () => {
  home = temporary()
  house = await openHere()
})
afterEach(async () => {
  middle.interfere(() => 'pass')
  other.interfere(() => 'pass')
  await house.end()
  removeFolder(home)
})

const begin = async (issuerId = 'demo'): Promise<string> => {
  const { id } = await house.accounts.of(issuerId).captcha()
  const proof = { captchaId: id, captcha: captchaAnswer }
  const { key } = await house.identity.begin({ issuerId, purpose: 'registration', kind: 'person', ...proof })
  return key
}

type Answer = { readonly dossier: object }
const lies = (of: Middle, change: object) =>
  of.interfere(({ path }) =>
    path.startsWith('/ra/v1/identity/dossiers')
      ? (answer) => ({ ...(answer as Answer), dossier: { ...(answer as Answer).dossier, ...change } })
      : 'pass',
  )

it('a dossier of another authority stays what it is: its secret and its typing go to nobody else', async () => {
  const key = await begin('demo')
  lies(other, { id: key })
  expect(await codeOf(begin('other'))).toMatchObject({ code: 'authority-answer-unreadable' })
  expect(await house.identity.dossier({ key })).toMatchObject({ key })
  expect(house.state.current().dossiers).toMatchObject([{ key, issuerId: 'demo' }])
})

it('the answer about another dossier is not taken for this one', async () => {
  const key = await begin()
  for (const lie of [{ id: 'dossier-of-somebody' }, { purpose: 'appeal' }, { kind: 'agency' }]) {
    lies(middle, lie)
    expect(await codeOf(house.identity.dossier({ key })), JSON.stringify(lie)).toMatchObject({
      code: 'authority-answer-unreadable',
    })
  }
})

it('what an old account is said to have been fits the form, and is there again after a restart', async () => {
  const long = '\u202e'.repeat(25)
  const prefill = {
    name: '长'.repeat(200),
    number: '1'.repeat(64),
    phone: long,
    email: `${'a'.repeat(308)}@example.cn`,
  }
  lies(middle, { prefill })
  const key = await begin()
  lies(middle, {})
  expect((await house.identity.dossier({ key })).form.email).toHaveLength(300)
  await house.end()
  house = await openHere()
  expect(house.state.current().dossiers).toMatchObject([{ key }])
  expect(house.damaged).toEqual([])
})

it('one that is gone at its authority can be given up: the answer to the first try was lost', async () => {
  const key = await begin()
  middle.interfere(({ method }) => (method === 'DELETE' ? 'lose-answer' : 'pass'))
  await codeOf(house.identity.abandon({ key }))
  middle.interfere(() => 'pass')
  if (house.state.current().dossiers.length > 0) await house.identity.abandon({ key })
  expect(house.state.current().dossiers).toEqual([])
})

it('a step that the network lost changes nothing here, and is done once it is back', async () => {
  const key = await begin()
  const view = await house.identity.dossier({ key })
  house.identity.save({ key, form: { ...view.form, phone: '13911110031' }, moment: 'person' })
  const person = personOf('孙悦')
  for (const how of ['refuse', 'lose-answer'] as const) {
    middle.interfere(({ method }) => (method === 'PUT' ? how : 'pass'))
    expect(await codeOf(house.identity.putPerson({ key, person })), how).toMatchObject({
      code: expect.stringMatching(/^network-/),
    })
    middle.interfere(() => 'pass')
    expect((await house.identity.dossier({ key })).form.phone).toBe('13911110031')
  }
  const { standing } = await house.identity.putPerson({ key, person })
  expect(standing.missing).toEqual(['phone', 'email'])
})

it('of two accounts each has its own draft, and the one that acts is the one that is told about', async () => {
  const account = house.accounts.of('demo')
  const accounts = [
    { login: 'chenxi2016', kind: 'person' },
    { login: 'fanyu1998', kind: 'entity' },
  ] as const
  const begun = (kind: (typeof accounts)[number]['kind']) =>
    house.identity.begin({ issuerId: 'demo', purpose: 'completion', kind })
  for (const { login, kind } of accounts) {
    const { id } = await account.captcha()
    const proof = { captchaId: id, captcha: captchaAnswer, password: new Pin('Demo-2026') }
    await account.loginByPassword({ way: 'legacy', login, ...proof })
    await begun(kind)
  }
  for (const { login, kind } of accounts) {
    account.actAs(login)
    const { owner, form, kind: shown } = await house.identity.dossier(await begun(kind))
    expect([owner, shown, form.person.name]).toEqual([login, kind, kind === 'person' ? '陈曦' : ''])
  }
  expect(
    house.state
      .current()
      .dossiers.map(({ owner }) => owner)
      .sort(),
  ).toEqual(['chenxi2016', 'fanyu1998'])
})
