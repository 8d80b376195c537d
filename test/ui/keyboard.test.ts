import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PromptAnswer } from '../../src/shared/contract/index.ts'
import { AssistantError } from '../../src/shared/errors/index.ts'
import type { LoginForm } from '../../src/shared/models/index.ts'
import { codeWanted, signedIn, snapshotWith, trademark, ukey } from '../world.ts'
import { type Camera, launchBrowser, openCamera } from './scenes/camera.ts'
import { scenes } from './scenes/index.ts'
import { pagesFolder } from './scenes/pages.ts'
import { type Player, startPlayer } from './scenes/player.ts'
import type { Scene } from './scenes/scene.ts'

let player: Player
let browser: Browser
let camera: Camera
beforeAll(async () => {
  player = await startPlayer(pagesFolder)
  browser = await launchBrowser()
  camera = await openCamera(browser, player, { language: 'zh-CN', theme: 'light' }, '100')
})
afterAll(async () => {
  await browser?.close()
  await player?.close()
})

const sceneNamed = (name: string): Scene => {
  const scene = scenes.find((one) => one.name === name)
  if (!scene) throw new Error(`there is no scene "${name}"`)
  return scene
}

declare global {
  interface Window {
    /** What had the focus so far, and whether it could be seen there. */
    focusMet?: { readonly control: string; readonly name: string; readonly visible: boolean }[]
  }
}

/** Runs in the page: writes down every control that gets the focus from now on. */
const followFocus = (): void => {
  const isFollowed = window.focusMet !== undefined
  window.focusMet = []
  if (isFollowed) return
  const isSeen = (one: Element): boolean => {
    // What comes by and by is judged as it will be.
    getComputedStyle(one).boxShadow
    for (const motion of one.getAnimations()) if (motion instanceof CSSTransition) motion.finish()
    const { outlineStyle, boxShadow } = getComputedStyle(one)
    return outlineStyle !== 'none' || (boxShadow !== 'none' && boxShadow !== '')
  }
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement) || target.dataset.control === undefined) return
    const around = target.closest('.ant-input-affix-wrapper, .ant-input-number, .ant-select, label')
    const visible = isSeen(target) || (around !== null && isSeen(around))
    window.focusMet?.push({ control: target.dataset.control, name: target.outerHTML.slice(0, 90), visible })
  })
}

/** Names every visible control, marks it, and returns those that Tab does not reach. */
const unreached = async (page: Page): Promise<readonly string[]> => {
  const count = await page.evaluate(() => {
    const controls = document.querySelectorAll<HTMLElement>(
      'a[href], button:not(:disabled), input:not(:disabled), summary, [role="combobox"]:not(:disabled), [role="switch"]',
    )
    const seen = [...controls].filter(
      (control) => control.checkVisibility({ visibilityProperty: true }) && !control.closest('[inert]'),
    )
    for (const [index, control] of seen.entries()) control.dataset.control = String(index)
    ;(document.activeElement as HTMLElement | null)?.blur()
    return seen.length
  })
  await page.evaluate(followFocus)
  for (let presses = 0; presses < count + 5; presses += 1) await page.keyboard.press('Tab')
  const met = await page.evaluate(() => window.focusMet ?? [])
  const reached = new Set(met.map(({ control }) => control))
  const invisible = met
    .filter(({ visible }) => !visible)
    .map(({ name }) => `the focus cannot be seen on ${name}`)
  const missed = await page.evaluate(
    (met) =>
      [...document.querySelectorAll<HTMLElement>('[data-control]')]
        // In a group of radios Tab visits the chosen one; the arrows visit the others.
        .filter(
          (control) => !(control instanceof HTMLInputElement && control.type === 'radio' && !control.checked),
        )
        // So it is with tabs.
        .filter((control) => control.getAttribute('aria-selected') !== 'false')
        .filter((control) => !met.includes(control.dataset.control ?? ''))
        .map((control) => `Tab does not reach ${control.outerHTML.slice(0, 120)}`),
    [...reached],
  )
  return [...missed, ...invisible]
}

/** Copies the answer, with its PIN, while the PIN is lent. */
const read = (answer: PromptAnswer): unknown =>
  answer.kind === 'pin' && answer.pin.entry === 'typed' ? { ...answer, pin: answer.pin.pin.reveal() } : answer

describe('by keyboard alone', () => {
  it.each([
    'home-many',
    'home-trouble',
    'login',
    'login-code-wrong',
    'login-person',
    'identity-person',
    'identity-contact',
    'identity-finish',
    'identity-handler-new',
    'identity-centre',
    'issue-2-token',
    'issue-3-pin-last-try',
    'issue-4-cut-off',
    'issue-5-done',
    'certificates-troubled',
    'certificates-year',
    'certificate-signing',
    'settings-user',
    'settings-general-proxy',
    'settings-about',
    'documents-empty',
    'documents-mixed',
    'documents-ended-with-failures',
    'documents-sign-seal',
    'documents-encrypt-without-self',
    'document-several',
    'documents-roots',
    'renewals',
    'renewal-agreement',
    'renewal-people',
    'renewal-pay-online',
    'renewal-correction',
    'upgrade-number-wrong',
    'upgrade-confirm',
    'upgrade-seal',
    'upgrade-applications',
    'service-open',
    'article',
    'notifications',
    'prompt-last-try',
    'prompt-keypad',
    'prompt-consent',
    'prompt-choice',
    'prompt-pick-file',
    'prompt-save-file',
  ])('%s: every control is reached, and the focus is seen', async (name) => {
    const page = await camera.turnTo(sceneNamed(name))
    expect(await unreached(page)).toEqual([])
  })

  it('the arrows go from one way to log in to the next, and round', async () => {
    const page = await camera.turnTo(sceneNamed('login'))
    await page.getByRole('tab', { name: '登录信息' }).focus()
    const chosen: (string | null)[] = []
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft']) {
      await page.keyboard.press(key)
      chosen.push(await page.locator('[role="tab"]:focus[aria-selected="true"]').textContent())
    }
    expect(chosen).toEqual(['自然人', '法人', '自然人', '登录信息', '经办人'])
  })

  it('a province, a city and a county are chosen by typing a part of their names', async () => {
    const page = await camera.turnTo(sceneNamed('identity-person-faults'))
    await page.getByLabel('省份').focus()
    for (const [typed, whole] of [
      ['新疆', '新疆维吾尔自治区'],
      ['伊犁', '伊犁哈萨克自治州'],
      ['霍尔果斯', '霍尔果斯市'],
    ] as const) {
      await page.keyboard.type(typed)
      // Enter takes the first of those that are shown, so the list must have followed.
      await page.locator(`.ant-select-item-option-active[title="${whole}"]`).waitFor()
      await page.keyboard.press('Enter')
      await page.locator('.ant-select').getByText(whole, { exact: true }).waitFor()
      await page.keyboard.press('Tab')
    }
  })

  it('a person logs in: the first field has the focus, Enter sends the form', async () => {
    const forms: Omit<LoginForm, 'issuerId'>[] = []
    const scene: Scene = {
      name: 'login by keyboard',
      hash: '#/login',
      state: snapshotWith(),
      services: { account: { login: async (form) => void forms.push(form) } },
    }
    const page = await camera.show(scene)
    await page.getByRole('img').or(page.locator('img')).first().waitFor()
    await page.keyboard.type('haila')
    await page.keyboard.press('Tab')
    await page.keyboard.type('海拉尔某某公司')
    await page.keyboard.press('Tab')
    await page.keyboard.type('K7W4')
    await page.keyboard.press('Enter')
    await expect.poll(() => forms.length).toBe(1)
    expect(forms[0]).toEqual({
      userName: 'haila',
      applicantName: '海拉尔某某公司',
      captchaId: 'captcha-1',
      captcha: 'K7W4',
    })
  })

  it('the focus is on the new captcha after a refusal, and on the captcha after a paste', async () => {
    const page = await camera.show(sceneNamed('login-refused'))
    const captcha = page.getByLabel('验证码', { exact: true })
    await expect.poll(() => captcha.evaluate((field) => field === document.activeElement)).toBe(true)
    expect(await captcha.inputValue()).toBe('')
    const pasted = await camera.show({ ...sceneNamed('login-pasted') })
    expect(await pasted.getByLabel('用户名').inputValue()).toBe('nmg_haila_2021')
  })

  it('the code of a login is typed at once, sent with Enter, and typed again if it was wrong', async () => {
    const codes: string[] = []
    const scene: Scene = {
      name: 'login with a code',
      hash: '#/login',
      state: snapshotWith(),
      services: {
        account: {
          enterCode: async (code) => {
            codes.push(code)
            throw new AssistantError('login-code-wrong', { triesLeft: 4 })
          },
        },
      },
      act: async (page, state) => {
        await page.getByLabel('用户名').waitFor()
        state.change({ accounts: [{ issuerId: trademark.id, account: codeWanted() }] })
        await page.getByText('验证码已发送到 138****1234').waitFor()
      },
    }
    const page = await camera.show(scene)
    await page.keyboard.type('41732')
    await page.keyboard.press('Enter')
    await page.getByText('验证码是 6 位数字').waitFor()
    await page.keyboard.type('0')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    expect(codes).toEqual(['417320'])
    const field = page.getByLabel('验证码', { exact: true })
    await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true)
    expect(await field.inputValue()).toBe('')
  })

  it('a button requests another code, also to the other address, and Back gives the login up', async () => {
    const asked: string[] = []
    const page = await camera.show({
      name: 'login, another code',
      hash: '#/login',
      state: snapshotWith({ account: codeWanted() }),
      services: { account: { sendCode: async (channel) => void asked.push(channel) } },
    })
    for (const name of ['重新发送', '改为发送到 ha***@example.cn']) {
      const button = page.getByRole('button', { name })
      // Nothing can be pressed while a code is being sent.
      await expect.poll(() => button.isEnabled()).toBe(true)
      await button.press('Enter')
      await expect.poll(() => asked.length).toBe(name === '重新发送' ? 1 : 2)
    }
    expect(asked).toEqual(['sms', 'mail'])
    const back = page.getByRole('button', { name: '返回' })
    await expect.poll(() => back.isEnabled()).toBe(true)
    await back.press('Enter')
    await page.getByLabel('用户名').waitFor()
  })

  it('a wrong PIN leaves an empty field with the focus in it', async () => {
    const page = await camera.show(sceneNamed('prompt-sign-wrong'))
    const field = page.getByLabel('PIN 码', { exact: true })
    await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true)
    expect(await field.inputValue()).toBe('')
  })

  it('the arrows choose a Ukey and Enter begins the issuance', async () => {
    const started: unknown[] = []
    const scene: Scene = {
      name: 'issue by keyboard',
      hash: '#/issue',
      state: snapshotWith({ account: signedIn, tokens: [ukey(), ukey({ id: 'ukey-2', serial: 'B2' })] }),
      services: {
        issuance: {
          start: async ({ target, pin }) => {
            started.push({ target, pin: pin.entry === 'typed' ? pin.pin.reveal() : pin })
            return { transactionId: 'tx-1' }
          },
        },
      },
    }
    const page = await camera.show(scene)
    await page.getByRole('radio').first().focus()
    await page.keyboard.press('ArrowDown')
    await page.getByRole('button', { name: '确认' }).press('Enter')
    await page.keyboard.type('123456')
    await page.keyboard.press('Enter')
    await expect.poll(() => started).toEqual([{ target: { kind: 'ukey', tokenId: 'ukey-2' }, pin: '123456' }])
  })

  it.each([
    ['issue-5-done', /^完成$/],
    ['unlock-done', /^完成$/],
    ['pin-changed', /^完成$/],
  ] as const)('%s: when what had the focus has gone, it stays in the page', async (name, next) => {
    const page = await camera.show(sceneNamed(name))
    const end = page.getByRole('main').getByRole('button', { name: next })
    await end.waitFor()
    const isInPage = () => page.evaluate(() => document.activeElement?.closest('main') !== null)
    await expect.poll(isInPage).toBe(true)
    await page.keyboard.press('Tab')
    expect(await isInPage()).toBe(true)
  })

  it('Esc closes the question whether to abandon, and nothing is abandoned', async () => {
    const abandoned: string[] = []
    const page = await camera.show({
      ...sceneNamed('issue-4-abandon'),
      services: { transactions: { abandon: async (id) => void abandoned.push(id) } },
    })
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(abandoned).toEqual([])
  })

  it.each(['prompt-login', 'prompt-consent', 'prompt-choice', 'web-prompt'])(
    'Esc refuses what %s asks for',
    async (name) => {
      const answers: unknown[] = []
      const page = await camera.show({
        ...sceneNamed(name),
        services: { prompt: { answer: (answer) => void answers.push(answer) } },
      })
      await page.keyboard.press('Escape')
      await expect.poll(() => answers).toEqual([{ kind: 'refuse', promptId: 'p1' }])
    },
  )

  it('Enter in the PIN field answers the question, and the PIN leaves the page', async () => {
    const answers: unknown[] = []
    const page = await camera.show({
      ...sceneNamed('prompt-login'),
      services: { prompt: { answer: (answer) => void answers.push(read(answer)) } },
    })
    await page.keyboard.type('123456')
    await page.getByRole('button', { name: '登录', disabled: false }).waitFor()
    await page.keyboard.press('Enter')
    await expect
      .poll(() => answers)
      .toEqual([{ kind: 'pin', promptId: 'p1', pin: '123456', tries: 'careful' }])
    expect(await page.getByLabel('PIN 码', { exact: true }).inputValue()).toBe('')
  })

  const asked = async (name: string) => {
    const answers: { readonly kind: string }[] = []
    const page = await camera.show({
      ...sceneNamed(name),
      services: { prompt: { answer: (answer) => void answers.push(answer) } },
    })
    return { answers, page, act: (act: string) => page.getByRole('button', { name: act, disabled: false }) }
  }

  it('Enter answers for a Ukey with a keypad, and no PIN is sent', async () => {
    const { answers, page } = await asked('prompt-keypad')
    await page.getByRole('button', { name: '签发' }).press('Enter')
    const onKey = { kind: 'pin', promptId: 'p1', pin: { entry: 'on-device' }, tries: 'careful' }
    await expect.poll(() => answers).toEqual([onKey])
  })

  it('a consent is refused by Enter alone; it is granted, and remembered, with Tab and Space', async () => {
    const refused = await asked('prompt-consent')
    await refused.act('允许').waitFor()
    await refused.page.keyboard.press('Enter')
    await expect.poll(() => refused.answers).toEqual([{ kind: 'refuse', promptId: 'p1' }])
    const { answers, page, act } = await asked('prompt-consent')
    await act('允许').waitFor()
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect.poll(() => answers).toEqual([{ kind: 'consent', promptId: 'p1', remember: true }])
  })

  it('the arrows choose a certificate and skip those that cannot be chosen', async () => {
    const { answers, page, act } = await asked('prompt-choice')
    expect(await page.getByRole('button', { name: '使用这张证书' }).isDisabled()).toBe(true)
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0)
    await page.keyboard.press('ArrowUp')
    expect(await page.getByRole('radio', { checked: true }).getAttribute('value')).not.toBe('c3-s')
    await act('使用这张证书').waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(() => answers).toEqual([{ kind: 'choice', promptId: 'p1', certificateId: 'c2-s' }])
  })

  it('a key press meant for the question before does not answer the next one', async () => {
    const { state: scene } = sceneNamed('prompt-consent')
    const answers: unknown[] = []
    const page = await camera.show({
      ...sceneNamed('prompt-consent'),
      services: { prompt: { answer: (answer) => void answers.push(answer) } },
      act: async (page, state) => {
        // Presses the button in every possible way at the moment when another question appears.
        await page.evaluate(() => {
          const before = document.querySelector('form')
          new MutationObserver(() => {
            const form = document.querySelector('form')
            if (!form || form === before) return
            form.requestSubmit()
            form.querySelector<HTMLButtonElement>('button[type="submit"]')?.click()
          }).observe(document.body, { childList: true, subtree: true })
        })
        const { prompt } = scene
        state.change({ prompt: prompt && { ...prompt, id: 'p2', purpose: 'sign' } })
        await page.getByRole('heading', { name: '请求签名' }).waitFor()
      },
    })
    await page.getByRole('button', { name: '签名', disabled: false }).waitFor()
    expect(answers).toEqual([])
    await page.getByRole('button', { name: '签名' }).click()
    await expect.poll(() => answers).toEqual([{ kind: 'consent', promptId: 'p2', remember: false }])
  })
})
