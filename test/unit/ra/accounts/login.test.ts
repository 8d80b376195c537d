import { describe, expect, it } from 'vitest'
import { deviceOf } from '../../../../src/ra/accounts/device.ts'
import {
  answererAs,
  loginByName,
  loginByPassword,
  type PasswordLogin,
} from '../../../../src/ra/accounts/login.ts'
import { hashPassword } from '../../../../src/ra/accounts/password.ts'
import type { Answerer, TriesDesk } from '../../../../src/ra/accounts/tries.ts'
import type { Account } from '../../../../src/ra/records.ts'
import type { Store } from '../../../../src/ra/store/store.ts'
import { account } from '../rules/samples.ts'
import { storeOf } from '../store-of.ts'

const visitor = { address: '192.0.2.1', clientHash: 'client' }
const secret = await hashPassword('Secret-1')
const known = { ownerId: 'account-1', secret }

/** Counts nothing: it writes down what it is asked, in order, and about whom. */
function countedTries(refused?: Error) {
  const said: string[] = []
  const about: Answerer[] = []
  const note = async (what: string, name: string, by: Answerer) => {
    said.push(`${what} ${name}`)
    about.push(by)
    if (refused !== undefined) throw refused
  }
  const tries: TriesDesk = {
    requireOpen: (name, by) => note('open', name, by),
    wrong: async (name, by) => {
      await note('wrong', name, by)
      return 2
    },
    right: (name, by) => note('right', name, by),
  }
  return { tries, said, about }
}
const base: Partial<Store> = { secretOf: async () => known, account: async () => account }

function byPassword(form: Partial<PasswordLogin>, operations: Partial<Store> = {}, refused?: Error) {
  const { tries, said, about } = countedTries(refused)
  const whole = { loginKind: 'phone', login: '13800000002', password: 'Secret-1', ...form } as const
  const login = loginByPassword({ store: storeOf({ ...base, ...operations }), tries }, whole, visitor)
  return { login, said, about }
}
const wrong = { code: 'password-wrong', params: { triesLeft: 2 } }

describe('a login by password', () => {
  it('is one of the owner, and clears the tries under his login', async () => {
    const { login, said, about } = byPassword({})
    expect(await login).toEqual({ account, handler: null })
    const by = answererAs('account-1', visitor)
    expect(said).toEqual(['open phone 13800000002', 'right phone 13800000002'])
    expect(about).toEqual([by, by])
    expect(by).toEqual({ address: '192.0.2.1', device: deviceOf('account-1', 'client'), captcha: true })
  })

  it.each([
    ['phone', 'ａb1', 'ab1'],
    ['legacy', 'ａb1', 'ab1'],
    ['id-number', 'ａb1', 'AB1'],
    ['credit-code', 'ab1', 'AB1'],
  ] as const)('by %s looks %s up as %s', async (loginKind, login, spelled) => {
    const asked: unknown[] = []
    const { login: done, said } = byPassword(
      { loginKind, login },
      {
        secretOf: async (...names) => {
          asked.push(names)
          return known
        },
      },
    )
    await done
    expect(asked).toEqual([
      [loginKind, spelled],
      [loginKind, spelled],
    ])
    expect(said[0]).toBe(`open ${loginKind} ${spelled}`)
  })

  it('is refused with a wrong password, for a login that nobody has, and for an account that is gone', async () => {
    const cases = [
      [{ password: 'secret-1' }, {}],
      [{}, { secretOf: async () => null }],
      [{}, { account: async () => null }],
    ] as const
    for (const [form, operations] of cases) {
      const { login, said } = byPassword(form, operations)
      await expect(login).rejects.toMatchObject(wrong)
      expect(said).toEqual(['open phone 13800000002', 'wrong phone 13800000002'])
    }
  })

  it.each([
    ['changed', { ownerId: 'account-1', secret: 'other' }],
    ['given to another', { ownerId: 'account-2', secret }],
    ['removed', null],
  ])('is refused when the password was %s while it was compared', async (_, later) => {
    const answers = [known, later]
    const { login } = byPassword({}, { secretOf: async () => answers.shift() ?? null })
    await expect(login).rejects.toMatchObject(wrong)
  })

  it('is not looked at while its name is paused', async () => {
    const { login, said } = byPassword({}, {}, new Error('paused'))
    await expect(login).rejects.toThrow('paused')
    expect(said).toHaveLength(1)
  })

  it('is refused to a closed account, after the password was right', async () => {
    const { login, said } = byPassword({}, { account: async () => ({ ...account, closed: true }) })
    await expect(login).rejects.toMatchObject({ code: 'account-closed' })
    expect(said).toEqual(['open phone 13800000002', 'right phone 13800000002'])
  })
})

describe('a login of a handler', () => {
  const handler: Account = { ...account, id: 'person-1', kind: 'person' }
  const second: Account = { ...account, id: 'account-2', idNumber: '91440300708461136T' }
  const acting = (creditCode?: string, principals = [account, second], owner = handler) =>
    byPassword(
      { loginKind: 'handler', creditCode },
      { account: async () => owner, principalsOf: async () => principals },
    ).login

  it('is for the entity that he names, or for his first one', async () => {
    expect(await acting()).toEqual({ account, handler })
    expect(await acting('')).toEqual({ account, handler })
    expect(await acting('91440300708461136t')).toEqual({ account: second, handler })
  })

  it('is refused for one that is not his, and without any', async () => {
    await expect(acting('9111')).rejects.toMatchObject(wrong)
    await expect(acting(undefined, [])).rejects.toMatchObject(wrong)
  })

  it('is refused when the entity or he himself is closed', async () => {
    const closed = { code: 'account-closed' }
    await expect(acting(undefined, [{ ...account, closed: true }])).rejects.toMatchObject(closed)
    await expect(acting(undefined, [account], { ...handler, closed: true })).rejects.toMatchObject(closed)
  })
})

describe('a login by names', () => {
  const named = (userName: string, applicantName: string, demo = false, operations: Partial<Store> = {}) => {
    const { tries, said } = countedTries()
    const store = storeOf({
      ...base,
      secretOf: async () => ({ ownerId: 'account-1', secret: '示例公司' }),
      ...operations,
    })
    return { login: loginByName({ store, tries, demo }, userName, applicantName, visitor), said }
  }
  const nobody = { secretOf: async () => null }

  it('compares them as people copy them', async () => {
    const { login, said } = named('ｄemo', ' 示例 公司')
    expect(await login).toBe(account)
    expect(said).toEqual(['open name demo', 'right name demo'])
  })

  it('does not say which of the two is wrong, except in a demonstration', async () => {
    const hidden = { code: 'names-wrong', params: { triesLeft: 2 } }
    await expect(named('demo', '其他').login).rejects.toMatchObject(hidden)
    await expect(named('demo', '', false, nobody).login).rejects.toMatchObject(hidden)
    await expect(named('demo', '其他', true).login).rejects.toMatchObject({ code: 'applicant-name-wrong' })
    await expect(named('demo', '', true, nobody).login).rejects.toMatchObject({ code: 'account-unknown' })
    const { login, said } = named('demo', '示例公司', false, {
      account: async () => ({ ...account, closed: true }),
    })
    await expect(login).rejects.toMatchObject({ code: 'account-closed' })
    expect(said).toEqual(['open name demo', 'right name demo'])
  })
})
