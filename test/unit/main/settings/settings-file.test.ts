import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSettings, writeSettings } from '../../../../src/main/settings/settings-file.ts'
import { defaultSettings } from '../../../../src/shared/models/index.ts'

const home = () => mkdtempSync(join(tmpdir(), 'settings-'))
const now = new Date('2026-11-20T09:00:00Z')

describe('the settings file', () => {
  it('gives the defaults if there is none', () => {
    expect(readSettings(home(), now)).toEqual({ settings: defaultSettings, problem: null })
  })

  it('gives back what was written', () => {
    const folder = home()
    const changed = { ...defaultSettings, language: 'en', theme: 'dark' } as const
    writeSettings(folder, changed)
    expect(readSettings(folder, now)).toEqual({ settings: changed, problem: null })
    expect(readdirSync(folder)).toEqual(['settings.json'])
  })

  it.each([
    ['half a file', '{"format":1,"lang'],
    ['an empty file', ''],
    ['another kind of value', '[]'],
    ['a value that is not offered', '{"format":1,"theme":"pink"}'],
  ])('sets %s aside, says so and starts with the defaults', (_, content) => {
    const folder = home()
    writeFileSync(join(folder, 'settings.json'), content)
    const read = readSettings(folder, now)
    expect(read.settings).toEqual(defaultSettings)
    expect(read.problem?.code).toBe('settings-damaged')
    expect(existsSync(join(folder, 'settings.json'))).toBe(false)
    expect(readFileSync(join(folder, String(read.problem?.params.file)), 'utf8')).toBe(content)
  })

  it('starts with the defaults if a folder is in its place', () => {
    const folder = home()
    mkdirSync(join(folder, 'settings.json', 'inside'), { recursive: true })
    expect(readSettings(folder, now)).toMatchObject({
      settings: defaultSettings,
      problem: { code: 'settings-damaged' },
    })
    writeSettings(folder, defaultSettings)
    expect(readSettings(folder, now).problem).toBeNull()
  })

  it('sets the file of a newer version aside without losing it', () => {
    const folder = home()
    writeFileSync(join(folder, 'settings.json'), '{"format":2,"theme":"dark"}')
    expect(readSettings(folder, now).problem?.code).toBe('settings-newer')
    expect(readdirSync(folder)).toHaveLength(1)
  })

  it('refuses with its entry of the catalogue when the folder cannot be written', () => {
    expect(() => writeSettings(join(home(), 'missing'), defaultSettings)).toThrow(
      expect.objectContaining({ code: 'folder-not-writable' }),
    )
  })
})
