import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import type { DocumentsService } from '../../src/main/documents/handlers.ts'
import type { StateStore } from '../../src/main/state/state-store.ts'
import type { DocumentWork } from '../../src/shared/documents/contract.ts'
import { partLength } from '../../src/shared/documents/contract.ts'
import { verification } from '../../src/shared/documents/verification-words.zh-cn.ts'
import type { Snapshot } from '../../src/shared/models/index.ts'
import { longCompany, snapshotWith } from '../world.ts'
import { drawnSample } from './scenes/document-pages.ts'
import { verdicts } from './scenes/document-verdicts.ts'
import { job, many, tokens } from './scenes/documents.ts'
import { file, fromFile } from './scenes/documents-played.ts'
import type { Scene } from './scenes/scene.ts'
import { seal } from './scenes/seal.ts'
import { openStage, sceneNamed } from './stage.ts'

const stage = openStage()

type Started = { readonly fileIds: readonly string[]; readonly work: DocumentWork }
type Shown = { readonly page: Page; readonly state: StateStore; readonly started: Started[] }

/** Shows a scene with files, keeps what is started, and gives the state at hand. */
const show = async (change: Partial<Snapshot>, documents: Partial<DocumentsService> = {}): Promise<Shown> => {
  const started: Started[] = []
  let state: StateStore | undefined
  const scene: Scene = {
    name: 'files',
    hash: '#/documents',
    state: snapshotWith({ tokens, seals: [seal()], ...change }),
    services: {
      seals: { picture: () => null },
      documents: {
        start: (wish) => {
          started.push(wish)
          state?.change({ documentJob: job({ work: wish.work.kind, total: wish.fileIds.length, done: 0 }) })
          return { jobId: 'job-1' }
        },
        ...documents,
      },
    },
    act: async (_, store) => {
      state = store
    },
  }
  const page = await stage.show(scene)
  if (!state) throw new Error('the scene was not played')
  return { page, state, started }
}

const inBrowser = { about: { ...snapshotWith().about, shell: 'web' as const } }
const grid = (page: Page) => page.getByRole('grid', { name: '文件列表' })
const told = (page: Page, words: RegExp | string) => page.getByRole('status').filter({ hasText: words })
const button = (page: Page, name: RegExp | string) => page.getByRole('button', { name })
const tabTo = async (page: Page, name: RegExp) => {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(() => document.activeElement?.textContent ?? '')
    if (name.test(at)) return
  }
  throw new Error(`Tab does not come to ${name}`)
}

describe('hundreds of files by keyboard alone', () => {
  it('the arrows move, Space and Shift select, Ctrl+A takes all, Escape none', async () => {
    const { page } = await show({ documents: many(200) })
    await grid(page).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press(' ')
    await told(page, '已选 1 个，共 200 个').waitFor()
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await told(page, '已选 3 个').waitFor()
    await page.keyboard.press('End')
    await page.getByText('合同-2026-0200').waitFor()
    await page.keyboard.press('Control+a')
    await told(page, '已选 200 个').waitFor()
    await page.keyboard.press('Escape')
    await told(page, '共 200 个文件').waitFor()
  })

  it('Delete takes files off the list and stays near; Enter shows the details, and the selection is kept', async () => {
    const { page } = await show({ documents: many(200) })
    await grid(page).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Delete')
    await told(page, '共 199 个文件').waitFor()
    expect(await page.locator('[data-active="true"]').textContent()).toContain('合同-2026-0003')
    await page.keyboard.press(' ')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: '合同-2026-0003' }).waitFor()
    await tabTo(page, /^签名与加密$/)
    await page.keyboard.press('Enter')
    await told(page, '已选 1 个，共 199 个').waitFor()
  })

  it('200 files are sealed with the keys alone', async () => {
    const { page, started } = await show({ documents: many(200) })
    await grid(page).focus()
    await page.keyboard.press('Control+a')
    await tabTo(page, /^签名…$/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '为 200 个文件签名' }).waitFor()
    await page.locator('figure button').press('Shift+ArrowLeft')
    await page.locator('figure button').press('ArrowUp')
    await button(page, '给 200 个文件盖章').press('Enter')
    await button(page, '暂停').waitFor()
    expect(started).toHaveLength(1)
    expect(started[0]?.fileIds).toHaveLength(200)
    expect(started[0]?.work).toEqual({
      kind: 'sign',
      certificateId: 'c1-s',
      as: { form: 'seal', sealId: 'company', place: { on: 'page', page: 1, left: 120, top: 219 } },
    })
  })

  it('a thousand files cost as many rows as are in view', async () => {
    const { page } = await show({ documents: many(1_000) })
    await told(page, '共 1000 个文件').waitFor()
    expect(await page.getByRole('row').count()).toBeLessThan(40)
    await grid(page).focus()
    await page.keyboard.press('End')
    await page.getByText('合同-2026-1000').waitFor()
    expect(await page.getByRole('row').count()).toBeLessThan(40)
  })

  it('a click selects the row under it, also as the first thing that is done', async () => {
    const { page } = await show({ documents: many(200) })
    await page.mouse.wheel(0, 0)
    const row = page.getByRole('row', { name: '合同-2026-0006' })
    await row.click()
    expect(await row.getAttribute('aria-selected')).toBe('true')
    await told(page, '已选 1 个').waitFor()
  })
})

describe('what to do follows from what is selected', () => {
  it('each act says for how many it is, and only those are worked on', async () => {
    const { page, started } = await show({ documents: sceneNamed('documents-mixed').state.documents })
    await button(page, '解密 2 个…').waitFor()
    await button(page, '验证 10 个').click()
    await expect.poll(() => started.length).toBe(1)
    expect(started[0]?.fileIds).toHaveLength(10)
    expect(started[0]?.fileIds).not.toContain('sealed')
    expect(started[0]?.fileIds).not.toContain('coming')
  })

  it('a sealed file suggests to decrypt it; pages with a seal at hand, to sign them', async () => {
    const primary = (page: Page) => page.getByRole('region', { name: '要做的事' }).locator('.ant-btn-primary')
    const sealed = await show({ documents: sceneNamed('documents-sealed').state.documents })
    expect(await primary(sealed.page).textContent()).toBe('解密…')
    const { page } = await show({ documents: many(3) })
    expect(await primary(page).textContent()).toBe('签名…')
    const without = await show({ documents: many(3), seals: [] })
    expect(await primary(without.page).textContent()).toBe('验证')
  })

  it('who encrypts without being a recipient is warned, and can add himself', async () => {
    const { page, started } = await show(
      { documents: sceneNamed('documents-encrypt').state.documents },
      { addRecipients: () => [fromFile] },
    )
    await button(page, '加密…').click()
    await page.locator('form input[type=file]').setInputFiles({
      ...{ name: 'a.cer', mimeType: '' },
      buffer: Buffer.from('0'),
    })
    await page.getByText('添加了 1 位收件人').waitFor()
    await page.getByText('加密后您自己打不开').waitFor()
    await button(page, '加密 1 个文件').click()
    await expect
      .poll(() => started[0]?.work)
      .toEqual({ kind: 'encrypt', recipients: ['r-file'], signer: null })
    const again = await show({ documents: sceneNamed('documents-encrypt').state.documents })
    await button(again.page, '加密…').click()
    await again.page.getByRole('checkbox', { name: /北京/ }).click()
    await button(again.page, '把自己也加上').click()
    await again.page.getByText('加密后您自己打不开').waitFor({ state: 'hidden' })
    expect(await again.page.getByRole('checkbox', { name: new RegExp(longCompany) }).isChecked()).toBe(true)
  })
})

describe('files that come onto the list', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dropped-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** As a person drops it from the window of the system. */
  const drop = async (page: Page, files: readonly string[]) => {
    const cdp = await page.context().newCDPSession(page)
    const data = { items: [], files: [...files], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await cdp.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data })
    await cdp.detach()
  }

  it('a folder that is dropped into a browser is read out in parts, whole and in order', async () => {
    const content = Buffer.alloc(partLength * 2 + 7, 'abcdefg')
    mkdirSync(join(folder, 'deep', 'deeper'), { recursive: true })
    writeFileSync(join(folder, 'deep', '合同.pdf'), content)
    writeFileSync(join(folder, 'deep', 'deeper', 'empty.txt'), '')
    const brought = new Map<string, { size: number; parts: Buffer[] }>()
    const { page } = await show(
      { ...inBrowser, documents: [] },
      {
        bring: ({ name, size }) => {
          brought.set(name, { size, parts: [] })
          return name
        },
        bringPart: ({ fileId, offset, part }) => {
          const one = brought.get(fileId)
          if (offset !== one?.parts.reduce((sum, { length }) => sum + length, 0))
            throw new Error('out of order')
          one.parts.push(Buffer.from(part, 'base64'))
        },
      },
    )
    await page.getByText('复制一份到「文档／证书助手」').first().waitFor()
    await drop(page, [join(folder, 'deep')])
    await expect.poll(() => [...brought.keys()].toSorted()).toEqual(['empty.txt', '合同.pdf'])
    const whole = () => Buffer.concat(brought.get('合同.pdf')?.parts ?? [])
    await expect.poll(() => whole().length).toBe(content.length)
    expect(whole().equals(content)).toBe(true)
    expect(brought.get('empty.txt')?.parts).toEqual([])
  })

  it('in the desktop shell the places of dropped files are told, and nothing is copied', async () => {
    const added: string[][] = []
    const { page } = await show(
      { documents: [] },
      {
        add: ({ paths }) => {
          added.push(paths)
          return { added: [], refused: [] }
        },
      },
    )
    // What the preload offers there, over the channel that is open already.
    await page.evaluate(() => {
      const pathOf = (file: File) => `/somewhere/${file.name}`
      Object.defineProperty(window, 'assistant', { value: { pathOf }, configurable: true })
    })
    writeFileSync(join(folder, '合同.ofd'), 'x')
    await drop(page, [join(folder, '合同.ofd')])
    await expect.poll(() => added).toEqual([['/somewhere/合同.ofd']])
  })

  it('a file that cannot be taken is named with its reason, and the others are taken', async () => {
    const { page } = await show(
      { ...inBrowser, documents: [] },
      {
        add: ({ paths }) => ({
          added: [],
          refused: [{ name: String(paths[0]), error: { code: 'not-found', params: {} } }],
        }),
      },
    )
    await button(page, '选择文件').click()
    await page.getByRole('option').first().waitFor()
    for (const key of ['ArrowDown', 'ArrowDown', ' ']) await page.keyboard.press(key)
    await button(page, '加入列表（1）').click()
    await page.getByRole('alert').getByText('1 个文件没有加入列表').waitFor()
    await button(page, '知道了').click()
    await page.getByRole('alert').waitFor({ state: 'hidden' })
  })

  it('the folders are gone through by keyboard, and several files are chosen', async () => {
    const asked: (string | null)[] = []
    const added: string[][] = []
    const at = (path: string) => ({
      ...{ path, parent: path === '/home' ? null : '/home', usual: [], incomplete: false },
      entries: ['a.ofd', 'b.pdf', 'c.pdf'].map((name) => ({
        ...{
          name,
          path: `${path}/${name}`,
          kind: 'file' as const,
          size: 9,
          changedAt: '2026-11-01T00:00:00Z',
        },
      })),
    })
    const { page } = await show(
      { ...inBrowser, documents: [] },
      {
        folder: ({ path }) => {
          asked.push(path)
          const here = at(path ?? '/home/wang')
          const kind = 'folder' as const
          const inner = { name: 'inner', path: `${here.path}/inner`, kind, size: 0, changedAt: '2026-11-01' }
          return { ...here, entries: [inner, ...here.entries] }
        },
        add: ({ paths }) => {
          added.push(paths)
          return { added: [], refused: [] }
        },
      },
    )
    await button(page, '选择文件').press('Enter')
    await page.getByRole('option', { name: 'inner' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('inner', { exact: true }).first().waitFor()
    await expect.poll(() => asked).toEqual([null, '/home/wang/inner'])
    await page.keyboard.press('Backspace')
    await expect.poll(() => asked.at(-1)).toBe('/home')
    await page.getByRole('option', { name: 'b.pdf' }).waitFor()
    for (const key of ['ArrowDown', 'ArrowDown', 'Shift+ArrowDown']) await page.keyboard.press(key)
    await told(page, '已选 2 个').waitFor()
    await button(page, '加入列表（2）').press('Enter')
    await expect.poll(() => added).toEqual([['/home/b.pdf', '/home/c.pdf']])
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  })

  it('who chose a way to begin goes on with it once the files are there', async () => {
    const { page, state, started } = await show({ documents: [] }, { choose: () => chosen() })
    const chosen = () => {
      state.change({ documents: many(2) })
      return { added: ['many-0', 'many-1'], refused: [] }
    }
    await button(page, /^验证/).click()
    await expect.poll(() => started).toEqual([{ fileIds: ['many-0', 'many-1'], work: { kind: 'verify' } }])
  })
})

describe('a job', () => {
  it('is paused, goes on, and is stopped only after a question', async () => {
    const done: string[] = []
    const { page, state } = await show(
      { documents: many(200), documentJob: job() },
      {
        pause: () => {
          done.push('pause')
          state.change({ documentJob: job({ state: { is: 'paused' } }) })
        },
        goOn: () => {
          done.push('goOn')
          state.change({ documentJob: job({ done: 57 }) })
        },
        cancel: () => {
          done.push('cancel')
          state.change({ documentJob: job({ done: 57, state: { is: 'ended', at: '2026-11-20T02:20:00Z' } }) })
        },
      },
    )
    expect(await page.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('28')
    expect(await page.title()).toContain('28%')
    await button(page, '暂停').click()
    await button(page, '继续').click()
    await page.getByText('57 个完成').waitFor()
    await button(page, /^停止$/).click()
    await button(page, '不停止').click()
    expect(done).toEqual(['pause', 'goOn'])
    await button(page, /^停止$/).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^停止$/ })
      .click()
    await told(page, '57 个完成 · 143 个没有处理').waitFor()
    expect(done).toEqual(['pause', 'goOn', 'cancel'])
  })

  it('that waits for a key says what to do and what is done already, and goes on', async () => {
    let went = 0
    const { page } = await show(
      {
        documents: many(200),
        documentJob: job({ state: { is: 'held', error: { code: 'token-removed', params: {} } } }),
      },
      {
        goOn: () => {
          went += 1
        },
      },
    )
    await page.getByText('请重新插入同一支 Ukey').waitFor()
    await page.getByText('已完成 56 个，都已保存；还有 144 个在等待').waitFor()
    await button(page, '继续').click()
    await expect.poll(() => went).toBe(1)
    for (const name of ['验证', '签名…', '加密…'])
      expect(await button(page, name).isDisabled(), name).toBe(true)
  })

  it('that has ended gives its report as a page and as a table, and leads to what failed', async () => {
    const page = await stage.show(sceneNamed('documents-ended-with-failures'))
    await told(page, '共 5 个文件').waitFor()
    for (const [name, file] of [
      ['保存报告', /\.html$/],
      ['保存表格（CSV）', /\.csv$/],
    ] as const) {
      const download = page.waitForEvent('download')
      await button(page, name).click()
      expect((await download).suggestedFilename()).toMatch(file)
    }
    await button(page, '关闭').click()
    await page.getByText('195 个完成').waitFor({ state: 'hidden' })
  })
})

describe('the pages of a file', () => {
  const drawn = (page: Page) => page.locator('[data-ready="true"]').waitFor()

  it('a seal goes where it was put on the first file, and Enter in the page field seals nothing', async () => {
    const { services } = drawnSample('ofd-example', 'valid_v4_riding_seal.ofd')
    const { page, started } = await show({ documents: many(1) }, services)
    await grid(page).focus()
    await page.keyboard.press('Control+a')
    await button(page, '签名…').click()
    await drawn(page)
    await page.getByLabel('页码').fill('2')
    await page.getByLabel('页码').press('Enter')
    await page
      .getByText(/第 2 页/)
      .first()
      .waitFor()
    await drawn(page)
    const place = button(page, /^印章的位置/)
    for (let left = 30; left > 0; left--) await place.press('Shift+ArrowUp')
    for (let left = 30; left > 0; left--) await place.press('Shift+ArrowLeft')
    await place.press('ArrowRight')
    await page.getByText('距左边 1 毫米，距上边 0 毫米', { exact: true }).waitFor()
    expect(started).toEqual([])
    await button(page, '给 1 个文件盖章').click()
    await expect
      .poll(() => started[0]?.work)
      .toMatchObject({ as: { form: 'seal', place: { on: 'page', page: 2, left: 1, top: 0 } } })
  })

  it.each([
    [true, /，签名有效$/, 0],
    [false, /，尚未验证$/, 1],
  ] as const)(
    'a verdict marks stamps only in the state that it was found in: %s',
    async (judged, name, notes) => {
      const { services, verdict } = drawnSample('ofd-example', 'valid_v4_seal.ofd')
      const drawing: DocumentsService['drawing'] = async (asked) => ({
        ...(await services.drawing(asked)),
        judged,
      })
      const { outcome } = verdict
      const listed = file('sealed-here', {
        ...{ name: '合同.ofd', content: 'ofd' },
        state: { is: 'done', result: { kind: 'verified', outcome, signatures: 1 } },
      })
      const { page } = await show({ documents: [listed] }, { ...services, drawing })
      await page.evaluate(() => {
        window.location.hash = '#/document/sealed-here'
      })
      await drawn(page)
      await button(page, name).waitFor()
      expect(await page.getByText('文件在验证之后被改动过').count()).toBe(notes)
    },
  )
})

describe('the details of a file', () => {
  it.each(Object.entries(verdicts))('"%s" never says more than the engine found', async (name, verdict) => {
    const page = await stage.turnTo(sceneNamed(`document-${name}`))
    const { outcomes } = verification
    const first = page.locator('main [data-tone] p').first()
    expect(await first.textContent()).toBe(outcomes[verdict.outcome])
    const valid = verdict.signatures.filter(({ outcome }) => outcome === 'valid').length
    expect(await page.locator('main strong').getByText(outcomes.valid, { exact: true }).count()).toBe(valid)
    for (const { code } of [...verdict.reasons, ...verdict.signatures.flatMap(({ reasons }) => reasons)])
      if (verdict.outcome !== 'unsigned')
        expect(await page.getByText(verification.reasons[code]).count(), code).toBeGreaterThan(0)
  })

  it('a root is imported only after its fingerprint was compared', async () => {
    const page = await stage.turnTo(sceneNamed('documents-roots'))
    const choose = () =>
      page.locator('main input[type=file]').setInputFiles({
        ...{ name: 'root.cer', mimeType: '' },
        buffer: Buffer.from('0'),
      })
    await choose()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('某某省数字证书认证中心根 CA').waitFor()
    expect(await dialog.getByRole('button', { name: '信任并导入' }).isDisabled()).toBe(true)
    await dialog.getByRole('checkbox').click()
    await dialog.getByRole('button', { name: '信任并导入' }).click()
    await told(page, '已导入').waitFor()
    await page.getByRole('heading', { name: '某某省数字证书认证中心根 CA' }).waitFor()
  })
})
