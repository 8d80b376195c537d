import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { roomComplaints } from '../../../scripts/rooms.mjs'

const house = (files: Readonly<Record<string, string>>): string => {
  const top = mkdtempSync(join(tmpdir(), 'rooms-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(top, name)), { recursive: true })
    writeFileSync(join(top, name), text)
  }
  return top
}

describe('the order of rooms', () => {
  it('lets an import run downwards', () => {
    const top = house({
      'src/main/a.ts': "import { b } from '../native/b.ts'\nimport type { c } from '../shared/c.ts'",
      'src/native/b.ts': "export { c } from '../shared/c.ts'",
      'src/shared/c.ts': 'export const c = 1',
    })
    expect(roomComplaints(top)).toEqual([])
  })

  it.each([
    ['shared', 'pki'],
    ['pki', 'shared'],
    ['native', 'ra'],
    ['native', 'main'],
    ['ra', 'native'],
    ['renderer', 'main'],
    ['preload', 'main'],
    ['site-sdk', 'pki'],
  ])('names an import from %s to %s', (from, to) => {
    const top = house({
      [`src/${from}/a.ts`]: `import {\n  x,\n} from '../${to}/x.ts'`,
      [`src/${to}/x.ts`]: '',
    })
    expect(roomComplaints(top)).toEqual([expect.stringContaining(`"${from}" may not import from "${to}"`)])
  })

  it('lets the server half of the site SDK reach pki, and its browser half not', () => {
    const top = house({
      'src/site-sdk/server/a.ts': "import { x } from '../../pki/x.ts'",
      'src/site-sdk/browser/b.ts': "import { x } from '../../pki/x.ts'",
      'src/pki/x.ts': '',
    })
    expect(roomComplaints(top)).toEqual([expect.stringContaining('browser/b.ts')])
  })

  it('names a dynamic import that climbs', () => {
    const top = house({ 'src/pki/a.ts': "const x = await import('../main/x.ts')", 'src/main/x.ts': '' })
    expect(roomComplaints(top)).toHaveLength(1)
  })

  it.each(['src/main/state/a.ts', 'src/renderer/a.tsx', 'src/native/a.ts'])(
    'names electron in %s',
    (place) => {
      expect(roomComplaints(house({ [place]: "import { app } from 'electron'" }))).toEqual([
        `${place}: imports electron`,
      ])
    },
  )

  it('allows electron in the Electron shell and the preload', () => {
    const top = house({
      'src/main/shell/electron/main.ts': "import { app } from 'electron'",
      'src/preload/index.ts': "import { ipcRenderer } from 'electron'",
    })
    expect(roomComplaints(top)).toEqual([])
  })

  it('names a folder that is no room', () => {
    expect(roomComplaints(house({ 'src/utils/a.ts': '' }))).toEqual(['src/utils: not a room'])
  })
})

describe('the order of folders inside a room', () => {
  const order = { main: ['shell/shell.ts', 'journal', 'issuance', 'application.ts', 'shell'] }

  it('lets a folder import from those before it, and from itself', () => {
    const top = house({
      'src/main/issuance/a.ts': "import '../journal/b.ts'\nimport './c.ts'\nimport '../shell/shell.ts'",
      'src/main/issuance/c.ts': '',
      'src/main/journal/b.ts': '',
      'src/main/application.ts': "import './issuance/a.ts'",
      'src/main/shell/shell.ts': '',
      'src/main/shell/electron/main.ts': "import '../../application.ts'",
    })
    expect(roomComplaints(top, order)).toEqual([])
  })

  it('names an import that climbs', () => {
    const top = house({
      'src/main/journal/b.ts': "import '../issuance/a.ts'",
      'src/main/issuance/a.ts': "import '../shell/web/x.ts'",
      'src/main/shell/web/x.ts': '',
    })
    expect(roomComplaints(top, order)).toEqual([
      expect.stringContaining('"issuance" may not import from "shell"'),
      expect.stringContaining('"journal" may not import from "issuance"'),
    ])
  })

  it('names a file that is in no folder of the list', () => {
    const top = house({
      'src/main/newcomer/a.ts': "import '../journal/b.ts'",
      'src/main/journal/b.ts': '',
    })
    expect(roomComplaints(top, order)).toEqual([expect.stringContaining('src/main/newcomer/a.ts: stands in')])
  })
})
