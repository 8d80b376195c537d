import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type ElectronProcess, startElectron } from './electron-process.ts'

// The forms of 统一身份认证 in the built product, killed with no warning while they are being filled in. The pages, the
// preload and the file are the real ones; only Electron is a stand-in, with a key store of the system.

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 })

const captcha = 'K7Q2'
const demoPassword = 'Demo-2026'
const started: ElectronProcess[] = []
const start = (home?: string): ElectronProcess => {
  const one = startElectron(['--captcha-answer', captcha], home)
  started.push(one)
  return one
}
const kill = async (one: ElectronProcess): Promise<void> => {
  one.child.kill('SIGKILL')
  await one.ended()
}
afterAll(async () => {
  for (const one of started) await kill(one)
})

type Step =
  | readonly ['at', string]
  | readonly ['press' | 'tab' | 'choose' | 'gone', string]
  | readonly ['fill' | 'seen', string, string]
  | readonly ['captcha', string]

/** What a person does and reads in the window of the product; 'seen' answers with what is there. */
const walk = async (one: ElectronProcess, steps: readonly Step[]): Promise<unknown[]> =>
  one.evaluate(async ({ BrowserWindow }, all) => {
    const page = await BrowserWindow.getAllWindows()[0]?.page()
    if (page === undefined) throw new Error('the product has no window')
    const read: unknown[] = []
    for (const [what, name, text = ''] of all) {
      const label = page.getByLabel(what === 'captcha' ? '验证码' : name, { exact: true })
      const field = label.and(page.locator('input:not([type=radio]), textarea')).first()
      if (what === 'at') await page.evaluate((hash) => (location.hash = hash), name)
      if (what === 'press') await page.getByRole('button', { name, exact: true }).first().click()
      if (what === 'tab') await page.getByRole('tab', { name, exact: true }).click()
      if (what === 'gone') await page.getByText(name, { exact: true }).waitFor({ state: 'hidden' })
      if (what === 'choose') await page.getByRole('radio', { name }).first().check()
      if (what === 'fill') await field.fill(text)
      if (what === 'captcha') {
        await page.locator('main form img').waitFor()
        await field.fill(name)
      }
      if (what === 'seen') read.push([name, await field.inputValue()])
    }
    return read
  }, steps)

const logIn = (tab: string, way: string, login: string): readonly Step[] => [
  ...([
    ['at', '#/login'],
    ['tab', tab],
    ['choose', way],
    ['fill', way === '手机号' ? '手机号码' : way, login],
    ['fill', '密码', demoPassword],
    ['captcha', captcha],
    ['press', '登录'],
    ['gone', '忘记密码'],
  ] as const),
]

/** A company logs in beside whoever is there, and its 个人中心 opens. */
const companyAt = (creditCode: string): readonly Step[] => [
  ['at', '#/login'],
  ['press', '登录其他账号'],
  ...logIn('法人', '统一社会信用代码', creditCode),
  ['at', '#/centre'],
]

/** One of those who are still logged in acts, and his 个人中心 opens. */
const goOnAs = (name: string): readonly Step[] => [
  ['at', '#/login'],
  ['press', '登录其他账号'],
  ['press', `以「${name}」的账号办理`],
  ['gone', `以「${name}」的账号办理`],
  ['at', '#/centre'],
]

type Form = {
  readonly name: string
  /** How it is begun, and how its draft is found again. */
  readonly begin: readonly Step[]
  readonly again: readonly Step[]
  readonly typed: readonly (readonly [label: string, text: string])[]
  /** Typed as well, and never kept. */
  readonly secret?: readonly (readonly [label: string, text: string])[]
}

const begun = (act: string): readonly Step[] => [
  ['captcha', captcha],
  ['press', act],
]

const forms: readonly Form[] = [
  {
    name: '注册',
    begin: [['at', '#/registration'], ...begun('开始填写')],
    again: [['at', '#/registration']],
    typed: [
      ['姓名', '孙悦'],
      ['证件号码', '440113198506150029'],
      ['邮政编码', '511400'],
    ],
  },
  {
    name: '人工申诉',
    begin: [['at', '#/appeal'], ...begun('开始申诉')],
    again: [['at', '#/appeal']],
    typed: [
      ['姓名或单位名称', '李军'],
      ['证件号码或统一社会信用代码', '31011519760822311X'],
      ['说明', '手机号已停用'],
    ],
  },
  {
    name: '信息补录',
    begin: [...logIn('自然人', '历史账号', 'chenxi2016'), ['press', '开始填写']],
    again: goOnAs('陈曦'),
    typed: [
      ['证件号码', '110101199505050045'],
      ['邮政编码', '100010'],
    ],
  },
  {
    name: '变更为代理机构',
    begin: [...companyAt('91320500MA1DEMR17D'), ['press', '变更为代理机构'], ['press', '我已知悉，开始完善']],
    again: goOnAs('苏州姑苏示例软件有限公司'),
    typed: [
      ['代理机构名称', '苏州姑苏示例软件有限公司'],
      ['法定代表人姓名', '王芳'],
    ],
  },
  {
    name: '绑定经办人',
    begin: [...companyAt('91310115MA1QY2N69M'), ['press', '绑定经办人'], ['choose', '经办人未注册']],
    again: goOnAs('上海青云精密仪器有限公司'),
    typed: [
      ['姓名', '赵敏'],
      ['经办人手机号码', '13911110026'],
    ],
    secret: [
      ['短信验证码', '481516'],
      ['密码', 'Winter-Rain-26'],
      ['确认密码', 'Winter-Rain-26'],
    ],
  },
]

/** What the stand-in's key store sealed: it only marks the text and turns it round. */
const unsealed = (home: string): string => {
  const path = join(home, 'dossiers.json')
  if (!existsSync(path)) return ''
  const { sealed } = JSON.parse(readFileSync(path, 'utf8'))
  return Buffer.from(sealed, 'base64').reverse().toString()
}

const opened = async (home?: string): Promise<ElectronProcess> => {
  const one = start(home)
  await one.until(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() === true)
  return one
}

let second: ElectronProcess

beforeAll(async () => {
  const first = await opened()
  for (const { begin, typed, secret = [] } of forms) {
    await walk(first, begin)
    await walk(
      first,
      [...typed, ...secret].map(([label, text]) => ['fill', label, text] as const),
    )
    const last = typed.at(-1)?.[1] ?? ''
    await vi.waitFor(() => expect(unsealed(first.home)).toContain(last), { timeout: 20_000 })
  }
  await kill(first)
  second = await opened(first.home)
})

it.each(forms)('$name is there again after a kill, down to the last field', async ({ again, typed }) => {
  await walk(second, [...again, ['press', '继续办理']])
  const seen = await walk(
    second,
    typed.map(([label]) => ['seen', label, ''] as const),
  )
  expect(seen).toEqual(typed)
})

it('neither numbers in clear nor codes and passwords at all are on the disk', () => {
  expect(readFileSync(join(second.home, 'dossiers.json'), 'utf8')).not.toContain('440113198506150029')
  const kept = unsealed(second.home)
  expect(kept).toContain('13911110026')
  for (const { secret = [] } of forms) for (const [, text] of secret) expect(kept).not.toContain(text)
  expect(kept).not.toContain(demoPassword)
})
