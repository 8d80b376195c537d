import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createNicknames } from '../../../../src/main/tokens/nicknames.ts'
import { nicknameIn, rememberedName } from '../../../../src/shared/tokens/nickname.ts'
import { ukey } from '../../../world.ts'

const folder = mkdtempSync(join(tmpdir(), 'nicknames-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const kinds: Readonly<Record<string, 'ukey' | 'soft'>> = { 'ukey-1': 'ukey', 'soft-1': 'soft' }
const opened = (name: string) =>
  createNicknames({ path: join(folder, name), kindOf: (tokenId) => kinds[tokenId] ?? null })

it('keeps the name of a key over a restart; an empty one gives the key its own name back', () => {
  opened('kept.json').rename('ukey-1', '  财务室的 \n ')
  const again = opened('kept.json')
  expect(again.of('ukey-1')).toBe('财务室的')
  again.rename('ukey-1', ' \t ')
  expect([again.of('ukey-1'), opened('kept.json').of('ukey-1')]).toEqual([null, null])
})

it('cuts a name at 64 characters and writes out what nobody sees', () => {
  expect(nicknameIn('名'.repeat(80))).toBe('名'.repeat(64))
  expect(nicknameIn(`甲${'𠮷'.repeat(80)}`)).toBe(`甲${'𠮷'.repeat(63)}`)
  const names = opened('hidden.json')
  names.rename('ukey-1', `甲\u202E乙`)
  expect(names.of('ukey-1')).toBe('甲⟨U+202E⟩乙')
})

it('names no soft certificate and no key that is not here', () => {
  const names = opened('refused.json')
  expect(() => names.rename('soft-1', '我的')).toThrow(expect.objectContaining({ code: 'token-lacks' }))
  expect(() => names.rename('ukey-9', '我的')).toThrow(expect.objectContaining({ code: 'token-absent' }))
})

it.each(['{', '[]', '{"format":1,"names":[{"tokenId":1}]}'])(
  'starts without names where the file holds %s, and keeps that file aside',
  (content) => {
    const path = join(folder, 'damaged.json')
    writeFileSync(path, content)
    const names = opened('damaged.json')
    expect(names.of('ukey-1')).toBeNull()
    names.rename('ukey-1', '新的')
    expect(readFileSync(path, 'utf8')).toContain('新的')
  },
)

it('keeps the five hundred that were given last', () => {
  const listed = Array.from({ length: 500 }, (_, at) => ({ tokenId: `ukey-${at}`, nickname: `第${at}支` }))
  writeFileSync(join(folder, 'full.json'), JSON.stringify({ format: 1, names: listed }))
  const full = createNicknames({ path: join(folder, 'full.json'), kindOf: () => 'ukey' })
  full.rename('ukey-500', '第500支')
  expect([full.of('ukey-0'), full.of('ukey-1'), full.of('ukey-500')]).toEqual([null, '第1支', '第500支'])
})

it('is the name by which reminders and records call a key', () => {
  expect(rememberedName(ukey({ nickname: '财务室的' }))).toBe('财务室的')
  expect(rememberedName(ukey())).toBe('商标证书')
})
