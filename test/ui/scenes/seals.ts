import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AssistantError } from '../../../src/shared/errors/index.ts'
import type { SealView } from '../../../src/shared/models/index.ts'
import { longCompany, pair, rarePerson, signedIn, snapshotWith, soft, ukey } from '../../world.ts'
import type { Scene } from './scene.ts'
import { seal } from './seal.ts'

/** As the operator page draws them and the authority marks them. */
const drawing = (name: string): string =>
  readFileSync(join(import.meta.dirname, `${name}.png`)).toString('base64')
const pictures: Readonly<Record<string, string>> = {
  company: drawing('seal-company'),
  person: drawing('seal-person'),
}

const capabilities = ['sm2-generate', 'sm2-sign', 'sm2-decrypt', 'import-pair', 'data-objects'] as const

const tokens = [
  ukey({
    capabilities,
    pairs: [pair('valid', { id: 'c1', tokenId: 'ukey-1', days: 213, holder: longCompany })],
  }),
  soft({
    capabilities,
    pairs: [pair('valid', { id: 'c2', tokenId: 'soft-1', days: 370, holder: rarePerson })],
  }),
]

const all: readonly SealView[] = [
  seal(),
  seal({
    id: 'svg',
    name: '合同专用章',
    state: 'maker-unknown',
    maker: '来历不明的制章人',
    picture: { kind: 'named', format: 'SVG', width: 58, height: 58 },
  }),
  { kind: 'unreadable', id: 'broken', tokenId: 'ukey-1' },
  seal({
    id: 'person',
    tokenId: 'soft-1',
    name: rarePerson,
    type: 'personal',
    picture: { kind: 'shown', width: 20, height: 20 },
    state: 'revoked',
    admits: [rarePerson],
  }),
]

const services = {
  seals: {
    picture: (sealId: string) => {
      const base64 = pictures[sealId]
      return base64 === undefined ? null : { mediaType: 'image/png' as const, base64 }
    },
  },
}

export const sealScenes: readonly Scene[] = [
  {
    name: 'seals',
    hash: '#/certificates',
    state: snapshotWith({ account: signedIn, tokens, seals: all }),
    services,
    act: async (page) => {
      await page.locator('img').first().waitFor()
      await page.locator('summary').first().click()
      await page.locator('h3').first().scrollIntoViewIfNeeded()
      await page.mouse.wheel(0, 400)
    },
  },
  {
    name: 'seals-person',
    hash: '#/certificates',
    state: snapshotWith({ account: signedIn, tokens, seals: all }),
    services,
    act: async (page) => {
      await page.locator('main nav button', { hasText: rarePerson }).click()
      await page.locator('img').first().waitFor()
    },
  },
  {
    name: 'seals-none-to-write',
    hash: '#/certificates',
    state: snapshotWith({ account: signedIn, tokens: tokens.slice(0, 1) }),
    services: {
      seals: {
        update: async () => {
          throw new AssistantError('seal-none-issued')
        },
      },
    },
    act: async (page) => {
      await page.getByRole('button', { name: /^写入签章$|^Write seal$/ }).click()
      await page.getByRole('alert').waitFor()
    },
  },
  {
    name: 'seal-remove',
    hash: '#/certificates',
    state: snapshotWith({ account: signedIn, tokens, seals: all }),
    services,
    act: async (page) => {
      await page
        .getByRole('button', { name: /^删除 |^Delete / })
        .first()
        .click()
      await page.getByRole('dialog').waitFor()
    },
  },
]
