import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { Box, StampPlace } from '../../src/shared/documents/drawing.ts'
import { honest } from '../forgeries/honest.ts'
import { ofd, plainFiles } from '../forgeries/ofd-maker.ts'
import { ofdBytes, path } from '../forgeries/page-maker.ts'
import { richOfd } from '../forgeries/rich-page.ts'
import { trust } from '../forgeries/trust.ts'
import { sample, samplesOf, sampleTrust } from '../unit/documents/samples.ts'
import { drawn, openPageStage, shownDocument } from './page-picture/page-stage.ts'
import { chinesePdf, hostilePdf } from './page-picture/pdfs.ts'
import { shareOf } from './page-picture/pixels.ts'
import { clippedTexts } from './scenes/clipped.ts'
import { violations } from './scenes/violations.ts'

const stage = openPageStage()

/** With SHOTS=folder the pages can be looked at. */
const keep = async (page: Page, name: string): Promise<void> => {
  const folder = process.env.SHOTS
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}

const spoken = (page: Page) => page.locator('main .unseen p').allTextContents()
const part = ({ box, clip }: StampPlace): Box =>
  clip === null ? box : { ...clip, x: box.x + clip.x, y: box.y + clip.y }

const drawable = (set: 'ofd-example' | 'ofd-faulty') =>
  samplesOf(set)
    .filter((name) => name !== 'neg_duplicate_zip_entry.ofd')
    .map((name) => [set, name] as const)

describe('pages of OFD in the window', () => {
  it.each([...drawable('ofd-example'), ...drawable('ofd-faulty')])(
    '%s/%s: every page, with red seals where they stand',
    async (set, name) => {
      const shown = shownDocument(sample(set, name), sampleTrust)
      const page = await stage.show(shown)
      for (const [number, paper] of shown.frame.pages.entries()) {
        await page.locator(`svg[aria-label="第 ${number + 1} 页的图像"][data-ready="true"]`).waitFor()
        for (const stamp of shown.frame.stamps.filter((one) => one.page === number))
          expect(await shareOf(page, 'red', part(stamp), paper)).toBeGreaterThan(0.05)
        await keep(page, `${name}-${number + 1}`)
        await page.getByRole('button', { name: '下一页' }).focus()
        await page.keyboard.press('PageDown')
      }
      expect(stage.complaints()).toEqual([])
    },
    60_000,
  )

  it('the text of a page stands beside its picture, for those who cannot see it', async () => {
    const page = await stage.show(shownDocument(sample('ofd-example', 'valid_v4_seal.ofd'), sampleTrust))
    await drawn(page)
    expect(await spoken(page)).toEqual(['你好呀，OFD Reader&Writer！'])
  })

  it.each(honest.filter(([name]) => name.startsWith('OFD')))(
    '%s: a seal without a picture is a grey box, and told',
    async (name, make) => {
      const shown = shownDocument(make(), trust)
      const page = await stage.show(shown)
      await drawn(page)
      await keep(page, name)
      const { length } = shown.frame.stamps
      expect(await page.locator('[data-part="missing"]').count()).toBe(length)
      expect(await page.getByText(`${length} 枚印章的图案无法显示`).count()).toBe(length > 0 ? 1 : 0)
    },
  )

  it('everything that pages are made of', async () => {
    const page = await stage.show(shownDocument(richOfd(), sampleTrust))
    await drawn(page)
    await keep(page, 'rich')
    const paper = { width: 200, height: 140 }
    const share = (colour: 'red' | 'blue' | 'dark', x: number, y: number, width: number, height: number) =>
      shareOf(page, colour, { x, y, width, height }, paper)
    // Glyphs of the embedded font, which no letter of its own leads to.
    expect(
      await page.evaluate(() => [...document.fonts].filter(({ status }) => status === 'loaded').length),
    ).toBeGreaterThan(0)
    expect(await share('blue', 10, 46, 25, 8)).toBeGreaterThan(0.08)
    // A star of the ink cyan 0, magenta 255, yellow 255, whose middle stays open.
    expect(await share('red', 95, 65, 20, 20)).toBeGreaterThan(0.1)
    expect(await share('red', 104, 76, 2, 2)).toBe(0)
    // The picture is cut to a triangle.
    expect(await share('red', 145, 65, 4, 4)).toBe(0)
    expect(await share('red', 148, 78, 14, 6)).toBeGreaterThan(0.03)
    expect(await page.getByText('1 张图片的格式无法显示').count()).toBe(1)
    expect(stage.complaints()).toEqual([])
  })

  it('a page that cannot be had says so, and can be tried again', async () => {
    const shown = shownDocument(ofdBytes({ layer: path() }), trust)
    const page = await stage.show({ ...shown, source: { kind: 'ofd', drawings: [{ nonsense: true }] } })
    await page.getByText('这一页无法显示').waitFor()
    await page.getByRole('button', { name: '重试' }).click()
    await page.getByText('这一页无法显示').waitFor()
  })
})

describe('what signatures protect', () => {
  it('a stamp says who signed and what was found, in words and with an icon', async () => {
    const page = await stage.show(shownDocument(sample('ofd-example', 'valid_v4_seal.ofd'), sampleTrust))
    await drawn(page)
    const stamp = page.getByRole('button', { name: /^签章：CN=Example Org Seal.*，签名有效$/ })
    const label = page.getByText('签名有效', { exact: true })
    expect(await label.isVisible()).toBe(false)
    await stamp.focus()
    expect(await label.isVisible()).toBe(true)
    expect(await page.locator('[data-outcome="valid"] > p > svg').first().isVisible()).toBe(true)
    await keep(page, 'stamp-focused')
    await page.getByLabel('页码').focus()
    expect(await label.isVisible()).toBe(false)
    await stamp.hover()
    expect(await label.isVisible()).toBe(true)
  })

  it('the stamp of an invalid signature is marked without being pointed at', async () => {
    const page = await stage.show(shownDocument(sample('ofd-faulty', 'neg_content_changed.ofd'), sampleTrust))
    await drawn(page)
    await page.mouse.move(0, 0)
    expect(await page.locator('[data-outcome="invalid"] > span > svg').isVisible()).toBe(true)
    await page.getByText('这个签名无效，不能证明本页没有被改动。').waitFor()
    await keep(page, 'stamp-invalid')
  })

  it('a page that a signature leaves open names its files', async () => {
    const page = await stage.show(
      shownDocument(sample('ofd-faulty', 'neg_partial_coverage.ofd'), sampleTrust),
    )
    await drawn(page)
    await page.getByText(/没有列入本页/).waitFor()
    await page.getByText(/Doc_0\/Pages\/Page_0\/Content\.xml/).waitFor()
  })

  it('annotations that no signature lists have a frame, and that is said', async () => {
    const files = plainFiles(1, '<ofd:Annotations>Annotations.xml</ofd:Annotations>')
    files.set(
      'Doc_0/Annotations.xml',
      Buffer.from('<a><Page PageID="100"><FileLoc>Annot.xml</FileLoc></Page></a>'),
    )
    files.set(
      'Doc_0/Annot.xml',
      Buffer.from(
        `<a xmlns:ofd="a"><Annot><Appearance Boundary="20 60 20 20">${path()}</Appearance></Annot></a>`,
      ),
    )
    const protect = (name: string) => !/Annot|Signatures\.xml/.test(name)
    const page = await stage.show(shownDocument(ofd({ files, signatures: [{ protect }] }), trust))
    await drawn(page)
    await keep(page, 'open-annotation')
    await page.getByText('页面上虚线框内的批注不受任何签名保护').waitFor()
    expect(
      await page
        .locator('[data-origin="annotation"]')
        .evaluate((group) => getComputedStyle(group).outlineStyle),
    ).toBe('dashed')
  })

  it('without a signature it says that none protects the page', async () => {
    const page = await stage.show(shownDocument(ofdBytes({ layer: path() }), trust))
    await drawn(page)
    await page.getByText('没有签名保护本页。').waitFor()
  })
})

describe('turning pages and their size', () => {
  it('by buttons, keys and the number of the page', async () => {
    const page = await stage.show(
      shownDocument(sample('ofd-example', 'valid_v4_riding_seal.ofd'), sampleTrust),
    )
    const now = (number: number) => page.getByText(`第 ${number} 页，共 5 页`, { exact: true }).waitFor()
    await now(1)
    await page.getByRole('button', { name: '下一页' }).click()
    await now(2)
    await page.keyboard.press('End')
    await now(5)
    await page.keyboard.press('PageUp')
    await now(4)
    await page.getByLabel('页码').fill('2')
    await page.keyboard.press('Enter')
    await now(2)
    await page.getByLabel('页码').fill('77')
    await page.keyboard.press('Enter')
    await now(2)
    await page.getByRole('button', { name: '上一页' }).click()
    await now(1)
    expect(await page.getByRole('button', { name: '上一页' }).isDisabled()).toBe(true)
  })

  it('fits the width, or is as large as on paper', async () => {
    const page = await stage.show(shownDocument(sample('ofd-example', 'valid_v4_seal.ofd'), sampleTrust))
    await drawn(page)
    const width = async () => (await page.locator('svg[role="img"]').boundingBox())?.width ?? 0
    expect(await width()).toBeGreaterThan(800)
    await page.getByText('100%').click()
    await expect.poll(width).toBeCloseTo((210 / 25.4) * 96, -1)
  })
})

describe('choosing a place for a seal', () => {
  const placing = async () => {
    const shown = shownDocument(sample('ofd-example', 'valid_v4_riding_seal.ofd'), sampleTrust)
    const page = await stage.show({ ...shown, seal: { width: 40, height: 40, picture: null } })
    await drawn(page)
    return page
  }
  const last = (page: Page) => page.evaluate(() => window.placements.at(-1))

  it('by the mouse, with the middle of the seal where it was pressed', async () => {
    const page = await placing()
    const sheet = await page.locator('svg[role="img"]').boundingBox()
    if (sheet === null) throw new Error('no page')
    const scale = sheet.width / 210
    await page.mouse.click(sheet.x + 100 * scale, sheet.y + 150 * scale)
    await keep(page, 'placing')
    await page.getByText(/^距左边 (79|80)(\.\d)? 毫米/).waitFor()
    const placed = (await last(page)) as { x: number; y: number }
    expect(placed).toMatchObject({ page: 0, scope: 'one' })
    expect([Math.abs(placed.x - 80) < 0.6, Math.abs(placed.y - 130) < 0.6]).toEqual([true, true])
  })

  it('by arrow keys, and never beyond the paper', async () => {
    const page = await placing()
    await page.getByRole('button', { name: /^印章的位置/ }).focus()
    for (let left = 40; left > 0; left--) await page.keyboard.press('Shift+ArrowUp')
    for (let left = 40; left > 0; left--) await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowDown')
    await page.getByText('距左边 169 毫米，距上边 1 毫米', { exact: true }).waitFor()
    expect(await last(page)).toEqual({ page: 0, x: 169, y: 1, scope: 'one' })
  })

  it('on every page, or across the edges', async () => {
    const page = await placing()
    await page.getByText('骑缝', { exact: true }).click()
    await keep(page, 'placing-edges')
    await expect.poll(() => last(page)).toMatchObject({ scope: 'edges' })
    await page.getByText('每一页', { exact: true }).click()
    await expect.poll(() => last(page)).toMatchObject({ scope: 'all' })
  })
})

describe('pages of PDF in the window', () => {
  it.each(samplesOf('pdf'))('%s is drawn with its text and the place of its signature', async (name) => {
    const shown = shownDocument(sample('pdf', name), sampleTrust)
    const page = await stage.show(shown)
    await drawn(page)
    await keep(page, name)
    const [paper = { width: 1, height: 1 }] = shown.frame.pages
    expect(await shareOf(page, 'dark', { x: 10, y: 20, width: 70, height: 12 }, paper)).toBeGreaterThan(0.05)
    await expect.poll(() => spoken(page)).toHaveLength(1)
    expect(await page.getByRole('button', { name: /^签章：/ }).count()).toBe(shown.frame.stamps.length)
    expect(stage.complaints()).toEqual([])
  })

  it('Chinese text without a font of its own is drawn and read', async () => {
    const shown = shownDocument(chinesePdf(), trust)
    const page = await stage.show(shown)
    await drawn(page)
    await keep(page, 'chinese-pdf')
    await expect.poll(() => spoken(page)).toEqual(['测试发票'])
    const [paper = { width: 1, height: 1 }] = shown.frame.pages
    expect(await shareOf(page, 'dark', { x: 10, y: 20, width: 40, height: 14 }, paper)).toBeGreaterThan(0.05)
    expect(stage.complaints()).toEqual([])
  })

  it('scripts do not run, links lead nowhere, and nothing is fetched from outside', async () => {
    const page = await stage.show(shownDocument(hostilePdf(), trust))
    const asked: string[] = []
    const policies = new Set<string>()
    page.on('request', (request) => asked.push(request.url()))
    page.on('response', async (response) => {
      if (/pdf-worker.*\.js$/.test(response.url()))
        policies.add(response.headers()['content-security-policy'] ?? 'none')
    })
    await drawn(page)
    await page.locator('canvas').click({ position: { x: 60, y: 60 } })
    // The worker has a policy of its own, because that of the page does not reach it.
    expect([...policies]).toEqual(["default-src 'none'; script-src 'self'; connect-src 'self'"])
    const origin = new URL(page.url()).origin
    expect(asked.filter((url) => !url.startsWith(origin) && !url.startsWith('blob:'))).toEqual([])
    expect(new URL(page.url()).pathname).toBe('/')
    expect(page.context().pages()).toHaveLength(1)
  })

  it('a file that is no PDF is told', async () => {
    const shown = shownDocument(sample('pdf', 'sm2_ses_v4.pdf'), sampleTrust)
    const page = await stage.show({ ...shown, source: { kind: 'pdf', base64: btoa('%PDF-1.7 nothing') } })
    await page.getByText('这一页无法显示').waitFor()
  })
})

describe('the component itself', () => {
  it.each([
    ['zh-CN', 'light'],
    ['zh-CN', 'dark'],
    ['en', 'light'],
    ['en', 'dark'],
  ] as const)('in %s and %s it has no fault that axe finds, and no clipped text', async (language, theme) => {
    const shown = shownDocument(sample('ofd-faulty', 'neg_content_changed.ofd'), sampleTrust)
    const page = await stage.show({
      ...shown,
      language,
      theme,
      seal: { width: 40, height: 40, picture: null },
    })
    await drawn(page)
    await keep(page, `component-${language}-${theme}`)
    expect(await violations(page)).toEqual([])
    expect(await clippedTexts(page)).toEqual([])
  })
})
