import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { documentsFolder, usualFolders, xdgFolders } from '../../../../src/main/documents/usual-folders.ts'

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'usual-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const desktop = (text: string, folder = '.config'): void => {
  mkdirSync(join(home, folder), { recursive: true })
  writeFileSync(join(home, folder, 'user-dirs.dirs'), text)
}

describe("the folders of the person's desktop", () => {
  it('are read with their names, below home or elsewhere', () => {
    desktop('# made by xdg-user-dirs\nXDG_DESKTOP_DIR="$HOME/桌面"\nXDG_DOCUMENTS_DIR="/data/文档"\n')
    expect([...xdgFolders({}, home)]).toEqual([
      ['DESKTOP', join(home, '桌面')],
      ['DOCUMENTS', '/data/文档'],
    ])
  })

  it('may be home itself, and have signs that the file escapes', () => {
    desktop('XDG_DESKTOP_DIR="$HOME"\nXDG_DOWNLOAD_DIR="$HOME/a\\$b"\n')
    expect([...xdgFolders({}, home)]).toEqual([
      ['DESKTOP', home],
      ['DOWNLOAD', join(home, 'a$b')],
    ])
  })

  it('are looked for where the surroundings say, if they say anything', () => {
    desktop('XDG_DESKTOP_DIR="/x"', 'mine')
    expect(xdgFolders({ XDG_CONFIG_HOME: join(home, 'mine') }, home).get('DESKTOP')).toBe('/x')
    desktop('XDG_DESKTOP_DIR="/y"')
    expect(xdgFolders({ XDG_CONFIG_HOME: '' }, home).get('DESKTOP')).toBe('/y')
  })

  it('are none if there is no such file, or it is a folder, or larger than anybody writes', () => {
    expect([...xdgFolders({}, home)]).toEqual([])
    const line = 'XDG_DESKTOP_DIR="/x"\n'
    desktop(line.padEnd(64 * 1024, '#'))
    expect(xdgFolders({}, home).size).toBe(1)
    desktop(line.padEnd(64 * 1024 + 1, '#'))
    expect(xdgFolders({}, home).size).toBe(0)
    rmSync(join(home, '.config/user-dirs.dirs'))
    mkdirSync(join(home, '.config/user-dirs.dirs'))
    expect(xdgFolders({}, home).size).toBe(0)
  })
})

describe('the folder for documents', () => {
  it('is the one of the desktop if it is there, before the usual ones', () => {
    for (const name of ['mine', 'Documents', '文档']) mkdirSync(join(home, name))
    desktop('XDG_DOCUMENTS_DIR="$HOME/mine"')
    expect(documentsFolder({}, home)).toBe(join(home, 'mine'))
    rmSync(join(home, 'mine'), { recursive: true })
    expect(documentsFolder({}, home)).toBe(join(home, 'Documents'))
    rmSync(join(home, 'Documents'), { recursive: true })
    expect(documentsFolder({}, home)).toBe(join(home, '文档'))
    rmSync(join(home, '文档'), { recursive: true })
    expect(documentsFolder({}, home)).toBe(home)
  })

  it('is no file, and no place that depends on where the assistant was started', () => {
    writeFileSync(join(home, 'Documents'), '')
    desktop('XDG_DOCUMENTS_DIR="."')
    expect(documentsFolder({}, home)).toBe(home)
  })
})

describe('where a person looks first', () => {
  // On a system without the places of its own for sticks only the person's own folders are left.
  const looked = (env = {}) => usualFolders(env, 'darwin').filter(({ path }) => !path.startsWith('/Volumes/'))
  beforeEach(() => {
    vi.stubEnv('HOME', home)
    vi.stubEnv('USERPROFILE', home)
  })
  afterEach(() => vi.unstubAllEnvs())

  it('is home, then desktop, documents and downloads under their usual names', () => {
    for (const name of ['Downloads', 'Documents', 'Desktop', 'Music']) mkdirSync(join(home, name))
    expect(looked()).toEqual([
      { name: basename(home), path: home },
      ...['Desktop', 'Documents', 'Downloads'].map((name) => ({ name, path: join(home, name) })),
    ])
  })

  it('is what the desktop calls so, each once, instead of the usual names', () => {
    for (const name of ['d1', 'd2', 'Desktop', 'Downloads']) mkdirSync(join(home, name))
    desktop('XDG_DESKTOP_DIR="$HOME/d1"\nXDG_DOCUMENTS_DIR="$HOME/d2"\nXDG_DOWNLOAD_DIR="$HOME/d1"\n')
    expect(looked().map(({ name }) => name)).toEqual([basename(home), 'd1', 'd2'])
  })

  it('is no folder that is gone, and no file', () => {
    desktop('XDG_DESKTOP_DIR="$HOME/gone"\n')
    writeFileSync(join(home, 'Documents'), '')
    expect(looked()).toEqual([{ name: basename(home), path: home }])
  })
})
