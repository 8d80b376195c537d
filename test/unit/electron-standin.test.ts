import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

// `npm run check` compiles the Electron shell against electron.d.ts and against the stand-in. What a compiler does not
// see there are names that the stand-in has and Electron has not, and events that it tells in another way.

const root = join(import.meta.dirname, '..', '..')
const declared = readFileSync(join(root, 'node_modules/electron/electron.d.ts'), 'utf8')
const folder = join(root, 'test/electron/standin')
const source = (name: string): string => readFileSync(join(folder, name), 'utf8')

/** The body of a class or an interface of electron.d.ts. */
const bodyOf = (name: string): string =>
  new RegExp(`^  (?:class|interface) ${name}\\b[^\\n]*\\{\\n(.*?)^  \\}`, 'ms').exec(declared)?.[1] ?? ''

/** The stand-in's classes, as Electron calls them, and what only tests and the stand-in itself use of them. */
const classes: readonly (readonly [string, string, string, readonly string[]])[] = [
  ['app.ts', 'StandinApp', 'App', ['becomeReady', 'lastWindowClosed']],
  ['browser-window.ts', 'BrowserWindow', 'BrowserWindow', ['options', 'page']],
  // Electron's windows load through loadURL; destroying contents is internal there.
  ['web-contents.ts', 'WebContents', 'WebContents', ['page', 'load', 'destroy']],
  ['menu.ts', 'Menu', 'Menu', ['application']],
  ['menu.ts', 'MenuItem', 'MenuItem', []],
  ['native-image.ts', 'StandinImage', 'NativeImage', ['representations', 'template']],
  ['tray.ts', 'Tray', 'Tray', ['image', 'images', 'menus', 'menu', 'toolTip']],
  ['utility-process.ts', 'StandinUtilityProcess', 'UtilityProcess', []],
  ['system.ts', 'StandinSession', 'Session', ['permissionRequest', 'permissionCheck']],
  ['system.ts', 'StandinTheme', 'NativeTheme', ['systemDark']],
  ['system.ts', 'Notification', 'Notification', []],
]

const membersOf = (text: string, name: string): readonly string[] => {
  const [, body = ''] =
    new RegExp(`^(?:export )?class ${name}\\b[^\\n]*\\{\\n(.*?)^\\}`, 'ms').exec(text) ?? []
  return [...body.matchAll(/^ {2}(?:static |readonly |async |get |set )*([a-z]\w*)\s*[(:=<?]/gm)]
    .map(([, member = '']) => member)
    .filter((member) => member !== 'constructor')
}

/** For each event that Electron tells: how many arguments the listener gets, one number for each declaration. */
const events = new Map<string, number[]>()
const listener = /on\(event: '([\w-]+)', listener: (?:\(([^;]*?)\) => void|Function)\)/gs
for (const [, name = '', parameters = ''] of declared.matchAll(listener)) {
  const plain = parameters.replace(/\/\*.*?\*\//gs, '').replace(/<[^>]*>|\{[^}]*\}/g, '')
  const count = plain.trim() === '' ? 0 : plain.split(/,\s*(?=\w+\??:)/).length
  events.set(name, [...(events.get(name) ?? []), count])
}

describe('the stand-in for Electron', () => {
  it.each(classes)('%s: %s has the members of %s, and no others', (file, own, name, forTests) => {
    const members = membersOf(source(file), own)
    expect(members.length).toBeGreaterThan(0)
    const real = bodyOf(name)
    expect(real).not.toBe('')
    const unknown = members.filter(
      (member) =>
        !forTests.includes(member) && !new RegExp(`^    (?:static |readonly )*${member}\\b`, 'm').test(real),
    )
    expect(unknown).toEqual([])
  })

  it('exports what Electron exports', () => {
    const [, list = ''] = /export \{([^}]*)\}/.exec(source('electron.ts')) ?? []
    const names = list.split(',').flatMap((name) => name.trim() || [])
    expect(names.length).toBeGreaterThan(10)
    const missing = names.filter(
      (name) => !new RegExp(`^    (?:const ${name}: |class ${name}\\b)`, 'm').test(declared),
    )
    expect(missing).toEqual([])
  })

  it('tells events that Electron tells, with no more arguments', () => {
    const told = readdirSync(folder)
      .filter((name) => name.endsWith('.ts') && name !== 'events.ts')
      .flatMap((file) => [
        ...source(file).matchAll(/\.emit\(\s*'([\w-]+)'((?:[^()]|\([^()]*\))*)\)/g),
        ...source(file).matchAll(/emitPreventable\(\w+, '([\w-]+)'((?:[^()]|\([^()]*\))*)\)/g),
      ])
    expect(told.length).toBeGreaterThan(15)
    expect(told.map(([, name = '']) => name).filter((name) => !events.has(name))).toEqual([])
    const plain = told.filter(([call]) => call.startsWith('.emit'))
    const tooMany = plain.filter(([, name = '', given = '']) => {
      const count = given.replace(/\{[^}]*\}|\([^)]*\)/g, 'x').split(',').length - 1
      return count > Math.max(...(events.get(name) ?? [0]))
    })
    expect(tooMany.map(([call]) => call)).toEqual([])
  })
})
