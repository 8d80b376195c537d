import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { RenewalWish } from '../../src/shared/contract/index.ts'
import { normalNumber } from '../../src/shared/identity-numbers/identity-numbers.ts'
import { maskIdNumber } from '../../src/shared/masking/mask.ts'
import type {
  RenewalDraft,
  RenewalForm,
  RenewalMoment,
  Transfer,
  TypedTransfer,
} from '../../src/shared/models/index.ts'
import { emptyForm } from '../../src/shared/renewal/form.ts'
import { renewalPlayed } from './scenes/renewal-played.ts'
import { openStage, sceneNamed } from './stage.ts'

const stage = openStage()

/** Drafts as the main process keeps them: the number leaves the page once and comes back as a mask. */
const keptDrafts = () => {
  let kept: { readonly form: RenewalForm; readonly moment: RenewalMoment; readonly number: string } | null =
    null
  const drafts = {
    view: (): RenewalDraft => ({
      form: kept?.form ?? emptyForm,
      moment: kept?.moment ?? 'before',
      keptIdNumber: kept?.number ? maskIdNumber(normalNumber(kept.number)) : null,
      savedAt: kept ? '2026-11-20T02:00:00.000Z' : null,
      keepsNumbers: true,
    }),
    save: ({ form, moment }: { readonly form: RenewalForm; readonly moment: RenewalMoment }) => {
      const number = form.handler.idNumber || (kept?.number ?? '')
      kept = { form: { ...form, handler: { ...form.handler, idNumber: '' } }, moment, number }
    },
    discard: () => {
      kept = null
    },
  }
  return { drafts, kept: () => kept }
}

const open = async () => {
  const { drafts, kept } = keptDrafts()
  const started: (Omit<RenewalWish, 'pin'> & { readonly pin: string })[] = []
  const page = await stage.show({
    ...sceneNamed('renewal-before'),
    services: {
      renewal: {
        drafts,
        start: async ({ pin, ...wish }) => {
          started.push({ ...wish, pin: pin.entry === 'typed' ? pin.pin.reveal() : '' })
          return { transactionId: 'tx-1' }
        },
      },
    },
  })
  return { page, started, kept }
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).press('Enter')

/** Types into a field and goes on to the next one by Tab, as one who never takes a mouse. */
const typeOn = async (page: Page, texts: readonly string[]) => {
  for (const text of texts) {
    await page.keyboard.type(text)
    await page.keyboard.press('Tab')
  }
}

const toPeople = async (page: Page) => {
  await press(page, '开始申请')
  const accept = page.getByRole('checkbox', { name: /我接受电子认证服务协议内容/ })
  await accept.waitFor()
  expect(await accept.isDisabled()).toBe(true)
  expect(await page.getByRole('button', { name: '下一步' }).isDisabled()).toBe(true)
  // The text is read with the keys of the keyboard.
  await page.getByRole('region', { name: '协议全文' }).focus()
  await page.keyboard.press('End')
  await expect.poll(() => accept.isEnabled()).toBe(true)
  await accept.press('Space')
  await press(page, '下一步')
  await page.getByRole('radio').first().press('Space')
  await page.getByRole('radio').first().press('ArrowDown')
  await page.getByText('现在有效期至 2026-12-02，续期后至 2028-12-01。').waitFor()
  await press(page, '下一步')
}

describe('申请续期', () => {
  it('goes from the notice to the submission by keyboard alone; full-width digits count, and nothing typed is lost', async () => {
    const { page, started, kept } = await open()
    await page.getByText(/续期会换一对新密钥。以前加密给原证书的文件/).waitFor()
    await toPeople(page)
    await page.getByLabel('证件号码').focus()
    await typeOn(page, [
      '１１０１０５１９４９１２３１００２Ｘ',
      '张三',
      '１３８００１３８０００',
      'zhang@example.com',
      '北京市海淀区示例路 1 号',
    ])
    // Tab has reached the button that copies the handler.
    await page.keyboard.press('Enter')
    await page.getByLabel('发票抬头').focus()
    await typeOn(page, ['北京示例知识产权代理有限公司'])
    await press(page, '下一步')
    await page.getByText('请核对，确认后输入 PIN 码提交').waitFor()
    expect(kept()?.number).toBe('１１０１０５１９４９１２３１００２Ｘ')
    // The number is only shown masked by now.
    await expect.poll(() => page.getByText('110***********002X').count()).toBe(1)
    // Back and forth again: everything is as it was typed.
    await press(page, '返回')
    expect(await page.getByLabel('姓名').first().inputValue()).toBe('张三')
    expect(await page.getByLabel('地址').nth(1).inputValue()).toBe('北京市海淀区示例路 1 号')
    expect(await page.getByLabel('证件号码').inputValue()).toBe('')
    await press(page, '返回')
    expect(await page.getByRole('radio').nth(1).isChecked()).toBe(true)
    await press(page, '下一步')
    await press(page, '下一步')
    await page.getByLabel('请输入这支 Ukey 的 PIN 码').focus()
    await page.keyboard.type('135246')
    await page.keyboard.press('Enter')
    await expect.poll(() => started.length).toBe(1)
    expect(started[0]).toMatchObject({
      pin: '135246',
      expectedTotalFen: 20_000,
      target: { kind: 'ukey', tokenId: 'ukey-1' },
      form: { termYears: 2, agreementVersion: '2026-01', handler: { name: '张三' } },
    })
    await expect.poll(() => page.url()).toContain('#/renewal-progress/tx-1')
  })

  it('tells at each field what is wrong and puts the focus into the first one', async () => {
    const { page } = await open()
    await toPeople(page)
    await page.getByLabel('证件号码').fill('110105194912310021')
    await page.getByLabel('手机号码').first().fill('1380')
    await press(page, '下一步')
    await page.getByText('号码与校验位不符，请核对是否输错。').waitFor()
    await page.getByText('请填写 11 位手机号码；境外号码以 + 开头。').first().waitFor()
    const field = page.getByLabel('证件号码')
    await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true)
    await field.fill('110105194913310021')
    await page.getByText('号码中的出生日期不存在，请核对。').waitFor()
  })

  it('leaves a draft when the person goes away in the middle, and goes on with it', async () => {
    const { page, kept } = await open()
    await toPeople(page)
    await page.getByLabel('姓名').first().fill('李四')
    await page.getByRole('link', { name: '主页' }).click()
    await expect.poll(() => kept()?.form.handler.name).toBe('李四')
    await page.goBack()
    await page.getByText('草稿已保存', { exact: false }).waitFor()
    expect(await page.getByLabel('姓名').first().inputValue()).toBe('李四')
    await press(page, '删除草稿')
    await expect.poll(kept).toBe(null)
  })
})

describe('缴费', () => {
  it('by transfer: impossible days and sums are told at the field; several transfers go together', async () => {
    const reported: (readonly Transfer[])[] = []
    const page = await stage.show({
      ...sceneNamed('renewal-pay-online'),
      services: {
        orders: {
          reportTransfers: async (_, transfers) => {
            reported.push(transfers)
            return { results: ['found', 'not-found'], totalFen: 20_000, receivedFen: 8_000, paid: false }
          },
        },
      },
    })
    expect(await page.getByRole('img', { name: '支付页面的二维码' }).locator('svg').count()).toBe(1)
    await page.getByRole('radio', { name: /^银行转账/ }).check()
    await page.getByRole('button', { name: '添加更多银行转账信息' }).click()
    for (const [index, amount] of ['８０', '120.00'].entries()) {
      await page.getByLabel('付款账号').nth(index).fill(`622200000000123${index}`)
      await page.getByLabel('付款账户名').nth(index).fill('北京示例知识产权代理有限公司')
      await page.getByLabel('转账金额（元）').nth(index).fill(amount)
      await page
        .getByLabel('付款日期')
        .nth(index)
        .fill(index === 0 ? '2026-02-30' : '2026年11月20日')
    }
    await page.getByRole('button', { name: '核验转账信息' }).click()
    await page.getByText('没有这一天，请按 2026-11-20 的样子填写。').waitFor()
    expect(reported).toEqual([])
    await page.getByLabel('付款日期').first().fill('２０２６-11-19')
    await page.getByRole('button', { name: '核验转账信息' }).click()
    await page.getByText('还差 120 元', { exact: false }).waitFor()
    await page.getByText('还没有查到').waitFor()
    expect(reported[0]?.map(({ amountFen, paidOn }) => [amountFen, paidOn])).toEqual([
      [8_000, '2026-11-19'],
      [12_000, '2026-11-20'],
    ])
    await page.getByRole('button', { name: '删除此银行转账信息' }).first().click()
    expect(await page.getByLabel('付款账号').count()).toBe(1)
  })

  it('what was typed about transfers is there again when the program is', async () => {
    const kept = new Map<string, readonly TypedTransfer[]>()
    const typedTransfers = {
      of: (id: string) => kept.get(id) ?? [],
      keep: (id: string, typed: readonly TypedTransfer[]) => void kept.set(id, typed),
    }
    const scene = { ...sceneNamed('renewal-pay-online'), services: { orders: { typedTransfers } } }
    const page = await stage.show(scene)
    await page.getByRole('radio', { name: /^银行转账/ }).check()
    await page.getByLabel('付款账号').fill('６２２２')
    await page.getByRole('button', { name: '添加更多银行转账信息' }).click()
    await page.getByLabel('转账金额（元）').nth(1).fill('120.005')
    await expect.poll(() => kept.get('tx-1')?.map(({ amount }) => amount)).toEqual(['', '120.005'])
    await page.reload()
    await page.getByRole('radio', { name: /^银行转账/ }).check()
    await expect.poll(() => page.getByLabel('付款账号').count()).toBe(2)
    expect(await page.getByLabel('付款账号').first().inputValue()).toBe('６２２２')
    expect(await page.getByLabel('转账金额（元）').nth(1).inputValue()).toBe('120.005')
  })
})

describe('补正', () => {
  it('sends only what was filled in', async () => {
    const sent: unknown[] = []
    const page = await stage.show({
      ...sceneNamed('renewal-correction'),
      services: { renewal: { ...renewalPlayed, correct: async (correction) => void sent.push(correction) } },
    })
    await page.getByText('原来是 张三').waitFor()
    await page.getByRole('button', { name: '提交补正' }).click()
    await page.getByText('还没有填写要补正的内容。').waitFor()
    await page.getByLabel('手机号码').fill('13800138001')
    await page.getByRole('button', { name: '提交补正' }).click()
    await expect
      .poll(() => sent)
      .toMatchObject([{ transactionId: 'tx-1', handler: { phone: '13800138001', name: '', idNumber: '' } }])
  })
})
