import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { AssistantError } from '../../../src/shared/errors/index.ts'
import type { DocumentJob, DocumentState, DocumentView, Snapshot } from '../../../src/shared/models/index.ts'
import { company, longCompany, pair, snapshotWith, soft, ukey } from '../../world.ts'
import { drawnSample } from './document-pages.ts'
import { verdicts } from './document-verdicts.ts'
import { file, folder } from './documents-played.ts'
import type { Scene } from './scene.ts'
import { seal } from './seal.ts'

const capabilities = ['sm2-generate', 'sm2-sign', 'sm2-decrypt', 'import-pair', 'data-objects'] as const
export const tokens = [
  ukey({
    capabilities,
    pairs: [pair('valid', { id: 'c1', tokenId: 'ukey-1', days: 213, holder: longCompany })],
  }),
  soft({
    capabilities,
    pairs: [
      pair('expired', { id: 'c2', tokenId: 'soft-1', days: -12, holder: company }),
      pair('kept', { id: 'c3', tokenId: 'soft-1', days: -380, holder: company }),
    ],
  }),
]
const seals = [seal(), seal({ id: 'contract', name: '合同专用章', number: '2' })]

const picture = readFileSync(join(import.meta.dirname, 'seal-company.png')).toString('base64')
const sealServices = {
  seals: { picture: () => ({ mediaType: 'image/png' as const, base64: picture }) },
}

const done = (result: Extract<DocumentState, { is: 'done' }>['result']): DocumentState => ({
  is: 'done',
  result,
})
const verified = (name: keyof typeof verdicts): DocumentState =>
  done({
    kind: 'verified',
    outcome: verdicts[name].outcome,
    signatures: verdicts[name].signatures.length,
  })
const failed = (code: 'not-found' | 'unexpected'): DocumentState => ({
  is: 'failed',
  error: { code, params: {} },
})

/** One of each kind and state, with the longest name and a rare one. */
const mixed: readonly DocumentView[] = [
  file('several', { name: '年度代理服务合同.pdf', state: verified('several') }),
  file('valid', {
    name: '内蒙古自治区呼伦贝尔市海拉尔区某某知识产权代理有限责任公司年度代理服务合同补充协议（盖章版）.ofd',
    content: 'ofd',
    size: 1_820_000,
    state: verified('valid'),
  }),
  file('invalid', { name: '采购公告.ofd', content: 'ofd', state: verified('invalid') }),
  file('unsigned', { name: '草稿 龘㐂.pdf', state: verified('unsigned') }),
  file('unreadable', { name: '扫描件.ofd', content: 'other', state: verified('unreadable') }),
  file('undecided', { name: '报价单.p7m', content: 'signed', state: verified('undecided') }),
  file('missing', { name: '合同.docx.p7s', content: 'signature', size: 2_100, state: verified('missing') }),
  file('plain', { name: '技术方案.docx', content: 'other', size: 48_200_000, companion: 'plain-signature' }),
  file('plain-signature', {
    name: '技术方案.docx.p7s',
    content: 'signature',
    size: 2_400,
    companion: 'plain',
  }),
  file('sealed', { name: '招标文件-第二标段（密封）.p7m', content: 'sealed', size: 9_300_000 }),
  file('opened', {
    name: '开标一览表.p7m',
    content: 'sealed',
    state: done({ kind: 'decrypted', output: '/home/wang/开标一览表.xlsx', signature: 'valid' }),
  }),
  file('shut', {
    name: '授权书.docx',
    content: 'other',
    state: done({ kind: 'encrypted', output: '/home/wang/授权书.docx.p7m', recipients: 2 }),
  }),
  file('set', {
    name: '承诺函.pdf',
    state: done({ kind: 'signed', output: '/home/wang/承诺函(已签章).pdf' }),
  }),
  file('lost', { name: '已移走的文件.pdf', state: failed('not-found') }),
  file('coming', { name: '大文件.zip', content: 'other', state: { is: 'arriving', percent: 42 } }),
]

export const many = (
  count: number,
  stateOf: (index: number) => DocumentState = () => ({ is: 'listed' }),
): readonly DocumentView[] =>
  Array.from({ length: count }, (_, index) =>
    file(`many-${index}`, {
      name: `合同-2026-${String(index + 1).padStart(4, '0')}.${index % 3 === 0 ? 'ofd' : 'pdf'}`,
      content: index % 3 === 0 ? 'ofd' : 'pdf',
      state: stateOf(index),
    }),
  )

export const job = (change: Partial<DocumentJob> = {}): DocumentJob => ({
  id: 'job-1',
  work: 'sign',
  state: { is: 'running' },
  total: 200,
  done: 56,
  failed: 0,
  ...change,
})

const signedUpTo =
  (count: number, at: DocumentState = { is: 'working', percent: 40 }) =>
  (index: number): DocumentState => {
    if (index < count) return done({ kind: 'signed', output: `/home/wang/${index}(已签章).pdf` })
    return index === count ? at : { is: 'waiting' }
  }

type Wish = Partial<Pick<Scene, 'act' | 'services' | 'hash'>> & Partial<Snapshot>

const scene = (name: string, { act, services, hash = '#/documents', ...rest }: Wish): Scene => ({
  name: name.startsWith('document-') ? name : `documents-${name}`,
  hash,
  state: snapshotWith({ tokens, seals, ...rest }),
  services: { ...sealServices, ...services },
  ...(act ? { act } : {}),
})

const inBrowser = { about: { ...snapshotWith().about, shell: 'web' as const } }
const press = (page: Page, name: RegExp) => page.getByRole('button', { name }).first().click()
const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })
const pages = many(3)

const details = (name: keyof typeof verdicts, content: DocumentView['content'] = 'ofd'): Scene =>
  scene(`document-${name}`, {
    hash: `#/document/${name}`,
    documents: [file(name, { name: '年度代理服务合同.ofd', content, state: verified(name) })],
    act: (page) => page.locator('[data-tone]').first().waitFor(),
  })

const altered = drawnSample('ofd-faulty', 'neg_content_changed.ofd')
const contract = drawnSample('pdf', 'sm2_ses_v4.pdf')
const drawn = (page: Page) => page.locator('[data-ready="true"]').waitFor()

const readable = {
  name: '不是证书.txt',
  mimeType: 'text/plain',
  buffer: Buffer.from('0'),
}

export const documentsScenes: readonly Scene[] = [
  scene('empty', { tokens: [], seals: [] }),
  scene('empty-in-browser', { tokens: [], seals: [], ...inBrowser }),
  scene('mixed', { documents: mixed }),
  scene('mixed-selected', {
    documents: mixed,
    act: async (page) => {
      for (const name of ['技术方案.docx.p7s', '招标文件', '承诺函']) await row(page, name).first().click()
    },
  }),
  scene('pages', { documents: pages }),
  scene('sealed', { documents: mixed.filter(({ id }) => id === 'sealed') }),
  scene('200', { documents: many(200) }),
  scene('nothing-found', {
    documents: many(200),
    act: async (page) => {
      await page.getByPlaceholder(/搜索文件名|Search for a file/).fill('没有这个')
      await page.getByText(/没有找到这样|No such file/).waitFor()
    },
  }),
  scene('running', { documents: many(200, signedUpTo(56)), documentJob: job() }),
  scene('paused', {
    documents: many(200, signedUpTo(56, { is: 'waiting' })),
    documentJob: job({ state: { is: 'paused' } }),
  }),
  scene('held', {
    documents: many(200, signedUpTo(56, { is: 'waiting' })),
    documentJob: job({ state: { is: 'held', error: { code: 'token-removed', params: {} } } }),
  }),
  scene('stop-asked', {
    documents: many(200, signedUpTo(56)),
    documentJob: job(),
    act: async (page) => {
      await press(page, /^停止$|^Stop$/)
      await page.getByRole('dialog').waitFor()
    },
  }),
  scene('ended', {
    documents: many(200, signedUpTo(200)),
    documentJob: job({ done: 200, state: { is: 'ended', at: '2026-11-20T02:20:00.000Z' } }),
  }),
  scene('ended-with-failures', {
    documents: many(200, (index) => (index % 40 === 3 ? failed('not-found') : signedUpTo(200)(index))),
    documentJob: job({ done: 195, failed: 5, state: { is: 'ended', at: '2026-11-20T02:20:00.000Z' } }),
    act: (page) => press(page, /只看需要注意|Only what needs/),
  }),
  scene('stopped', {
    documents: many(200, (index) => (index < 57 ? signedUpTo(57)(index) : { is: 'listed' })),
    documentJob: job({ done: 57, state: { is: 'ended', at: '2026-11-20T02:20:00.000Z' } }),
  }),
  scene('verified', {
    documents: mixed.slice(0, 7),
    documentJob: job({
      ...{ work: 'verify', total: 7, done: 7 },
      state: { is: 'ended', at: '2026-11-20T02:20:00.000Z' },
    }),
  }),
  scene('sign', { documents: mixed, act: (page) => press(page, /^签名 \d|^Sign \d/) }),
  scene('sign-seal', {
    documents: pages,
    act: async (page) => {
      await press(page, /^签名…|^Sign…/)
      await page.locator('figure img').waitFor()
      await page.locator('figure button').press('Shift+ArrowUp')
      await page.locator('figure').scrollIntoViewIfNeeded()
    },
  }),
  scene('sign-edges', {
    documents: pages,
    act: async (page) => {
      await press(page, /^签名…|^Sign…/)
      await page.getByText(/^骑缝章$|^Across the edges$/).click()
      await page.locator('figure img').waitFor()
      await page.locator('figure').scrollIntoViewIfNeeded()
    },
  }),
  scene('sign-no-seal', {
    documents: mixed.slice(7, 8),
    seals: [],
    act: (page) => press(page, /^签名…|^Sign…/),
  }),
  scene('sign-no-certificate', {
    documents: pages,
    tokens: [],
    seals: [],
    act: (page) => press(page, /^签名…|^Sign…/),
  }),
  scene('sign-expired', {
    documents: pages,
    tokens: tokens.slice(1),
    seals: [],
    act: (page) => press(page, /^签名…|^Sign…/),
  }),
  scene('encrypt', { documents: mixed.slice(7, 8), act: (page) => press(page, /^加密…|^Encrypt…/) }),
  scene('encrypt-without-self', {
    documents: mixed.slice(7, 8),
    act: async (page) => {
      await press(page, /^加密…|^Encrypt…/)
      await page.getByRole('checkbox', { name: new RegExp(company) }).click()
      await page.getByRole('checkbox', { name: /同时签名|Also sign/ }).click()
    },
  }),
  scene('encrypt-refused', {
    documents: mixed.slice(7, 8),
    services: {
      documents: {
        recipients: () => [],
        addRecipients: () => {
          throw new AssistantError('unexpected')
        },
      },
    },
    act: async (page) => {
      await press(page, /^加密…|^Encrypt…/)
      await page.locator('form input[type=file]').setInputFiles(readable)
      await page.getByRole('alert').waitFor()
    },
  }),
  scene('decrypt', { documents: mixed.slice(8, 11), act: (page) => press(page, /^解密|^Decrypt/) }),
  scene('decrypt-no-key', {
    documents: mixed.slice(9, 10),
    tokens: [],
    act: (page) => press(page, /^解密|^Decrypt/),
  }),
  scene('folder', {
    ...inBrowser,
    act: async (page) => {
      await press(page, /^选择文件$|^Choose files$/)
      await page.getByRole('option').first().waitFor()
      for (const key of ['ArrowDown', 'ArrowDown', ' ', 'ArrowDown', ' ']) await page.keyboard.press(key)
    },
  }),
  scene('folder-empty', {
    ...inBrowser,
    services: { documents: { folder: () => ({ ...folder, entries: [] }) } },
    act: async (page) => {
      await press(page, /^选择文件$|^Choose files$/)
      await page.getByText(/这个文件夹是空的|This folder is empty/).waitFor()
    },
  }),
  scene('folder-refused', {
    ...inBrowser,
    services: {
      documents: {
        folder: () => {
          throw new AssistantError('not-found')
        },
      },
    },
    act: async (page) => {
      await press(page, /^选择文件$|^Choose files$/)
      await page.getByRole('alert').waitFor()
    },
  }),
  details('valid'),
  details('several', 'pdf'),
  details('undecided', 'signed'),
  details('missing', 'signature'),
  details('invalid'),
  details('unsigned', 'pdf'),
  details('unreadable', 'other'),
  scene('document-pages', {
    hash: '#/document/altered',
    documents: [
      file('altered', {
        ...{ name: '采购公告.ofd', content: 'ofd' },
        state: done({ kind: 'verified', outcome: altered.verdict.outcome, signatures: 1 }),
      }),
    ],
    services: { documents: altered.services },
    act: async (page) => {
      await drawn(page)
      await page.locator('[data-ready="true"]').scrollIntoViewIfNeeded()
    },
  }),
  scene('sign-on-page', {
    documents: pages.filter(({ content }) => content === 'pdf'),
    services: { documents: contract.services },
    act: async (page) => {
      await press(page, /^签名…|^Sign…/)
      await drawn(page)
      const seal = page.getByRole('button', { name: /^印章的位置|^Place of the seal/ })
      await seal.press('Shift+ArrowUp')
      await seal.scrollIntoViewIfNeeded()
    },
  }),
  scene('document-not-yet', { hash: '#/document/new', documents: [file('new')] }),
  scene('document-failed', { hash: '#/document/lost', documents: mixed }),
  scene('document-signed', { hash: '#/document/set', documents: mixed }),
  scene('document-gone', { hash: '#/document/away', documents: [] }),
  scene('roots', { hash: '#/document-roots' }),
  scene('roots-import', {
    hash: '#/document-roots',
    act: async (page) => {
      await page.locator('main input[type=file]').setInputFiles(readable)
      await page.getByRole('dialog').waitFor()
      await page.getByRole('checkbox').click()
    },
  }),
  scene('roots-none', {
    hash: '#/document-roots',
    services: { documents: { rootsIn: () => [] } },
    act: async (page) => {
      await page.locator('main input[type=file]').setInputFiles(readable)
      await page.getByRole('alert').waitFor()
    },
  }),
  scene('roots-remove', {
    hash: '#/document-roots',
    act: async (page) => {
      await press(page, /^移除 |^Remove /)
      await page.getByRole('dialog').waitFor()
    },
  }),
  scene('refused', {
    ...{ documents: pages, ...inBrowser },
    services: {
      documents: {
        add: () => ({
          added: [],
          refused: ['大文件.iso', '没有权限.pdf'].map((name) => ({
            name,
            error: { code: 'not-found', params: {} },
          })),
        }),
      },
    },
    act: async (page) => {
      await press(page, /^添加文件$|^Add files$/)
      await page.getByRole('option').first().waitFor()
      await page.keyboard.press('Control+a')
      await press(page, /^加入列表（|^Add to the list \(/)
      await page.getByRole('alert').waitFor()
    },
  }),
]
