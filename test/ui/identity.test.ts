import { expect, it } from 'vitest'
import { AssistantError } from '../../src/shared/errors/index.ts'
import { demo, signedIn, snapshotWith, today } from '../world.ts'
import { clippedTexts } from './scenes/clipped.ts'
import { centre, dossier, identityPlayed } from './scenes/identity-played.ts'
import { readWith } from './scenes/read-with.ts'
import { openStage, sceneNamed } from './stage.ts'

const stage = openStage()

/** Answers as usual, except while the network is away. */
const network = () => {
  let away = false
  const through = <Args extends readonly unknown[], Answer>(call: (...args: Args) => Promise<Answer>) => {
    return async (...args: Args): Promise<Answer> => {
      if (away) throw new AssistantError('network-none')
      return call(...args)
    }
  }
  const become = (isAway: boolean) => {
    away = isAway
  }
  return { through, become }
}

it('without a network in the middle of a form the error is at the step, nothing typed is lost, and it goes on', async () => {
  const { through, become } = network()
  const open = dossier({ moment: 'person' })
  const next = dossier({ standing: { ...open.standing, missing: ['phone', 'email'] } })
  const page = await stage.show({
    ...sceneNamed('identity-person'),
    services: { identity: { dossier: async () => open, putPerson: through(async () => next) } },
  })
  const name = page.getByLabel('姓名', { exact: true })
  await name.fill('欧阳小明')
  become(true)
  await page.getByRole('button', { name: '下一步', exact: true }).click()
  await page.locator('form').getByRole('alert').waitFor()
  expect(await name.inputValue()).toBe('欧阳小明')
  become(false)
  await page.getByRole('button', { name: '下一步', exact: true }).click()
  await page.getByLabel('本人手机号码', { exact: true }).waitFor()
})

it('an agreement that the network did not bring is asked for again', async () => {
  const { through, become } = network()
  become(true)
  const { services } = sceneNamed('identity-finish')
  const page = await stage.show({
    ...sceneNamed('identity-finish'),
    act: async () => {},
    services: { ...services, identity: { ...services?.identity, rules: through(identityPlayed.rules) } },
  })
  await page.locator('form').getByRole('alert').waitFor()
  become(false)
  await page.getByRole('button', { name: '重试' }).click()
  await page.getByRole('button', { name: /^阅读《/ }).waitFor()
})

it('what could not be kept is kept with the next change', async () => {
  const { through, become } = network()
  const saved: string[] = []
  const page = await stage.show({
    ...sceneNamed('identity-person'),
    services: {
      identity: {
        dossier: async () => dossier(),
        save: through(async ({ form }) => void saved.push(form.person.name)) as never,
      },
    },
  })
  const name = page.getByLabel('姓名', { exact: true })
  become(true)
  await name.fill('欧阳小明')
  await page.waitForTimeout(600)
  become(false)
  await page.getByRole('link', { name: '主页', exact: true }).click()
  await expect.poll(() => saved).toEqual(['欧阳小明'])
})

it('an agreement and principals without end or breaks stay in their boxes', async () => {
  const finish = sceneNamed('identity-finish')
  const rules = await identityPlayed.rules({ issuerId: 'demo' })
  const paragraphs = Array.from({ length: 100 }, () => 'W'.repeat(2000))
  const page = await stage.show({
    ...finish,
    services: {
      identity: {
        ...finish.services?.identity,
        rules: async () => ({
          ...rules,
          agreement: { version: '9'.repeat(64), title: 'W'.repeat(200), paragraphs },
        }),
      },
    },
  })
  expect(await clippedTexts(page)).toEqual([])
  const principals = Array.from({ length: 200 }, (_, index) => ({
    ...{ accountId: `account-${index}`, kind: 'agency' as const, maskedIdNumber: null },
    applicantName: index % 2 ? 'W'.repeat(200) : '长'.repeat(200),
  }))
  const chooser = await stage.show({
    name: 'endless principals',
    hash: '#/centre',
    state: snapshotWith({ issuer: demo, account: { ...signedIn, kind: 'person', complete: true } }),
    services: { identity: { centre: async () => centre({ principals }) } },
  })
  await chooser.getByRole('button', { name: /^为「/ }).first().waitFor()
  expect(await clippedTexts(chooser)).toEqual([])
})

it('个人中心 shows what was begun for its own account, and nothing of another that is logged in as well', async () => {
  const begun = {
    ...{ issuerId: 'demo', purpose: 'handler' as const, kind: 'agency' as const, keeps: true },
    savedAt: today.toISOString(),
  }
  const page = await stage.show({
    name: 'drafts of two accounts',
    hash: '#/centre',
    state: snapshotWith({
      ...{ issuer: demo, account: { ...signedIn, complete: true } },
      dossiers: [
        { ...begun, key: 'other', owner: 'somebody-else', number: 'SF-OTHER' },
        { ...begun, key: 'own', owner: signedIn.userName, number: 'SF-OWN' },
      ],
    }),
    services: { identity: { centre: async () => centre({}) } },
  })
  await page.getByText(/SF-OWN/).waitFor()
  expect(await page.getByText(/SF-OTHER/).count()).toBe(0)
})

it('忘记密码 keeps what was typed while the network is away', async () => {
  const { through, become } = network()
  const scene = sceneNamed('identity-forgotten')
  const page = await stage.show({
    ...scene,
    act: async () => {},
    services: {
      ...scene.services,
      identity: { askReset: through(identityPlayed.askReset) },
    },
  })
  await page.locator('main form img').waitFor()
  await page.getByRole('textbox', { name: '手机号码', exact: true }).fill('13800000006')
  await page.getByLabel('登记的手机号码').fill('13800000007')
  become(true)
  await page.getByLabel('验证码', { exact: true }).fill('K7Q2')
  await page.getByRole('button', { name: '获取验证码', exact: true }).click()
  await page.locator('form').getByRole('alert').first().waitFor()
  expect(await page.getByRole('textbox', { name: '手机号码', exact: true }).inputValue()).toBe('13800000006')
  expect(await page.getByLabel('登记的手机号码').inputValue()).toBe('13800000007')
  become(false)
  await page.getByLabel('验证码', { exact: true }).fill('K7Q2')
  await page.getByRole('button', { name: '获取验证码', exact: true }).click()
  await page.getByRole('button', { name: '设置新密码', exact: true }).waitFor()
})

it('the question of a captcha stays, and is read with its field, when the answer is missing', async () => {
  const page = await stage.show(sceneNamed('login-missing'))
  const read = await readWith(page.getByLabel('验证码', { exact: true }))
  expect(read).toContain('请填写验证码。')
  expect(read).toContain('现在有几人？')
})
