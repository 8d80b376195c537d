import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import type { Outcome } from '../../src/main/prompt/outcome.ts'
import { createPrompts, type Prompts } from '../../src/main/prompt/prompts.ts'
import type { StateStore } from '../../src/main/state/state-store.ts'
import { type PickedFile, sealedFor, signedBy } from '../../src/main/web-signing/files/intake.ts'
import { parseEnvelopedMessage, sm3, toHex } from '../../src/pki/index.ts'
import { freshParty, freshRoot } from '../unit/pki/authority.ts'
import { snapshotWith } from '../world.ts'
import { openStage } from './stage.ts'

// The window in which a person picks a file for a site, and saves one, before the questions as the product asks them.

const stage = openStage()
const folder = mkdtempSync(join(tmpdir(), 'file-for-a-page-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const asker = { kind: 'page', origin: 'https://www.example.cn' } as const
const bytes = Buffer.alloc(2 * 1024 * 1024 + 7, '合同')
const path = join(folder, '合同.pdf')
writeFileSync(path, bytes)

const open = async (chooseSavePlace: ((name: string) => Promise<string | null>) | null = null) => {
  let prompts: Prompts | null = null
  const about = { ...snapshotWith().about, shell: 'web' as const }
  const asked = (): Prompts => {
    if (prompts === null) throw new Error('nobody asks yet')
    return prompts
  }
  const page = await stage.show({
    name: 'file-for-a-page',
    hash: '#/home',
    state: snapshotWith({ about }),
    services: {
      prompt: {
        answer: (given) => asked().answer(given),
        beginFile: (...given) => asked().beginFile(...given),
        takePart: (...given) => asked().takePart(...given),
        endFile: (...given) => asked().endFile(...given),
        saveFile: (...given) => asked().saveFile(...given),
        givePart: (...given) => asked().givePart(...given),
      },
    },
    act: async (_page, state: StateStore) => {
      const shell = { showPrompt: () => {}, hidePrompt: () => {}, chooseSavePlace }
      prompts = createPrompts({ state, shell, clock: () => new Date() })
    },
  })
  return { page, prompts: asked() }
}

const listener = () => ({ update: () => undefined })

const pick = (prompts: Prompts): Promise<Outcome<PickedFile>> =>
  prompts.askFile(
    { asker, purpose: 'sign', tokenId: null, suggested: '附件⟨U+202E⟩.pdf' },
    signedBy(listener),
  )

const input = (page: Page) => page.locator('dialog input[type=file]')

describe('the window for a file', () => {
  it('names the site and what it called the file, and reads out the one that the person picks', async () => {
    const { page, prompts } = await open()
    const picking = pick(prompts)
    const dialog = page.getByRole('dialog', { name: '请求签名' })
    await dialog.getByText('网站说的文件名是「附件⟨U+202E⟩.pdf」。').waitFor()
    await dialog.getByText('https://', { exact: false }).first().waitFor()
    await input(page).setInputFiles(path)
    const outcome = await picking
    if (outcome.outcome !== 'answered') throw new Error(outcome.outcome)
    expect([outcome.answer.name, outcome.answer.length]).toEqual(['合同.pdf', bytes.length])
    expect(toHex(outcome.answer.sm3)).toBe(toHex(sm3(bytes)))
    await dialog.waitFor({ state: 'detached' })
  })

  it('says why a file cannot be the one, and takes another', async () => {
    const { page, prompts } = await open()
    const picking = pick(prompts)
    const { certificate } = freshParty(freshRoot(), { profile: 'signing', name: '王芳' })
    const tbs = { name: 'a.bin', mimeType: 'application/octet-stream', buffer: Buffer.from(certificate.tbs) }
    await input(page).setInputFiles(tbs)
    await page.getByText('这个文件不能这样签名').waitFor()
    await input(page).setInputFiles(path)
    expect(await picking).toMatchObject({ outcome: 'answered', answer: { name: '合同.pdf' } })
  })

  it('does not take a file that is changed while it is read', async () => {
    const { page, prompts } = await open()
    const picking = pick(prompts)
    const changing = join(folder, 'changing.bin')
    writeFileSync(changing, Buffer.alloc(80 * 1024 * 1024, 1))
    await input(page).setInputFiles(changing)
    await page.getByText(/正在读取，已完成 [1-9]/).waitFor()
    writeFileSync(changing, Buffer.alloc(80 * 1024 * 1024, 2))
    await page.getByText('文件读不出来，或在读取时被改动了，请重新选择。').waitFor()
    await page.keyboard.press('Escape')
    expect(await picking).toEqual({ outcome: 'refused' })
  })

  it('stops reading when the page goes', async () => {
    const { page, prompts } = await open()
    const gone = new AbortController()
    const picking = prompts.askFile(
      { asker, purpose: 'digest', tokenId: null, suggested: null, signal: gone.signal },
      signedBy(listener),
    )
    const large = join(folder, 'large.bin')
    writeFileSync(large, Buffer.alloc(80 * 1024 * 1024, 1))
    await input(page).setInputFiles(large)
    await page.getByText(/正在读取，已完成 [1-9]/).waitFor()
    gone.abort()
    expect(await picking).toEqual({ outcome: 'withdrawn' })
    await page.locator('dialog').waitFor({ state: 'detached' })
  })
})

describe('the window for a sealed file', () => {
  const { certificate } = freshParty(freshRoot(), { profile: 'encryption', name: '收件人' })

  const sealed = async (prompts: Prompts, page: Page) => {
    const picking = prompts.askFile(
      { asker, purpose: 'encrypt', tokenId: null, suggested: null },
      sealedFor(certificate),
    )
    await input(page).setInputFiles(path)
    const outcome = await picking
    if (outcome.outcome !== 'answered') throw new Error(outcome.outcome)
    return outcome.answer
  }

  it('saves it in the way of the browser where the shell has no dialog', async () => {
    const { page, prompts } = await open()
    const file = await sealed(prompts, page)
    const saving = prompts.askSave(
      { asker, purpose: 'encrypt' },
      { name: '合同.pdf.p7m', bytes: file.sealed },
    )
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: '保存' }).click()
    const saved = await download
    expect(saved.suggestedFilename()).toBe('合同.pdf.p7m')
    const at = join(folder, 'downloaded')
    await saved.saveAs(at)
    expect(parseEnvelopedMessage(readFileSync(at)).recipients).toHaveLength(1)
    expect(await saving).toEqual({ outcome: 'answered', answer: true })
  })

  it('writes it where the person chose, and stays while no place is chosen', async () => {
    const places: (string | null)[] = [null, join(folder, 'no', 'such', 'folder'), join(folder, 'kept.p7m')]
    const { page, prompts } = await open(async () => places.shift() ?? null)
    const saving = prompts.askSave(
      { asker, purpose: 'decrypt' },
      { name: '甲.txt', bytes: Buffer.from('内容') },
    )
    const button = page.getByRole('button', { name: '保存' })
    await button.click()
    await expect.poll(() => places.length).toBe(2)
    await button.click()
    await page.getByRole('alert').waitFor()
    await button.click()
    expect(await saving).toEqual({ outcome: 'answered', answer: true })
    expect(readFileSync(join(folder, 'kept.p7m'), 'utf8')).toBe('内容')
  })
})
