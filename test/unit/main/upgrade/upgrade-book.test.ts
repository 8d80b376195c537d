import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createUpgradeBook } from '../../../../src/main/upgrade/upgrade-book.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'upgrade-book-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('a wizard that is closed twice at once is closed once, and nobody hears of an error', async () => {
  const lines: string[] = []
  const book = createUpgradeBook({ folder, clock: () => new Date(), log: (line) => lines.push(line) })
  const id = await book.begin({
    ...{ issuerId: 'demo', userName: 'demo', holder: '王芳', previousSerial: 'AA01', seals: [] },
    token: { kind: 'ukey', name: '公司 Ukey' },
  })
  await Promise.all([book.close(id), book.close(id)])
  await book.close(id)
  expect(book.all()).toEqual([])
  expect(readdirSync(join(folder, 'finished'))).toHaveLength(1)
  expect(lines).toEqual([])
})

it('a certificate is written down once, by the first who tells of it, and not without its journal', async () => {
  const book = createUpgradeBook({ folder, clock: () => new Date(), log: () => {} })
  await book.certified('taken-away', { tokenId: 'soft:1', serial: 'BB01' })
  const id = await book.begin({
    ...{ issuerId: 'demo', userName: 'demo', holder: '王芳', previousSerial: 'AA01', seals: [] },
    token: { kind: 'ukey', name: '公司 Ukey' },
  })
  await book.certified(id, { tokenId: 'soft:1', serial: 'BB02' })
  await book.certified(id, { tokenId: 'soft:2', serial: 'BB03' })
  expect(book.all().map(({ certificate }) => certificate)).toMatchObject([{ serial: 'BB02' }])
})
