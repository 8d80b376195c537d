import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPackage, extractAll, listPackage } from '@electron/asar'
import { build, type Configuration, Platform } from 'electron-builder'
import { beforeAll, describe, expect, it } from 'vitest'
import { assembleConsole } from '../../scripts/build-console.mjs'
import { readFacts } from '../../scripts/linux/facts.ts'
import { applicationItems } from '../../scripts/linux/layout.ts'
import { productOf } from '../../scripts/linux/payload.ts'
import { documentFont } from '../../src/main/files/document-font.ts'
import { loadDrivers } from '../../src/native/drivers/load.ts'
import { startElectron } from './electron-process.ts'

// Packing does not need Electron's binary: a stub with the same fuses replaces it. What the installers of Windows and
// macOS do on those systems is not tested here.

const root = join(import.meta.dirname, '..', '..')
const { version } = createRequire(import.meta.url)('electron/package.json') as { version: string }
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const folder = mkdtempSync(join(tmpdir(), 'package-'))
const stub = join(folder, 'electron')
const output = join(folder, 'dist')
const unpacked = join(output, 'linux-unpacked')
const asar = join(unpacked, 'resources', 'app.asar')

const makeStub = async (): Promise<void> => {
  mkdirSync(join(stub, 'locales'), { recursive: true })
  mkdirSync(join(stub, 'resources'))
  mkdirSync(join(folder, 'empty'))
  writeFileSync(join(folder, 'empty', 'main.js'), '')
  await createPackage(join(folder, 'empty'), join(stub, 'resources', 'default_app.asar'))
  writeFileSync(join(stub, 'version'), version)
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'locales/zh-CN.pak'])
    writeFileSync(join(stub, name), '')
  writeFileSync(join(stub, 'electron'), `${sentinel}\u0001\u0009110000000`)
  chmodSync(join(stub, 'electron'), 0o755)
}

const driversIn = (top: string) => {
  const { drivers, invalid, readerMakers } = loadDrivers({
    builtInFolder: join(top, 'drivers'),
    userFolder: null,
  })
  return { invalid, readerMakers, ids: drivers.map(({ id }) => id) }
}

const pack = (config: Configuration): Promise<unknown> =>
  build({
    projectDir: root,
    targets: Platform.LINUX.createTarget('dir'),
    publish: 'never',
    config: {
      extends: join(root, 'electron-builder.yml'),
      electronDist: stub,
      directories: { output },
      ...config,
    },
  })

beforeAll(async () => {
  assembleConsole('linux-x64')
  await makeStub()
  await pack({})
})

describe('the configuration of the installers', () => {
  it('is refused by electron-builder when it has an unknown entry, so what it accepts is checked', async () => {
    const wrong = { deb: { recomends: [] } } as unknown as Configuration
    await expect(pack(wrong)).rejects.toThrow(/configuration\.deb should be/)
  })

  it('gives the installer of Windows the four prompts in both languages, and the shortcut of the manual', () => {
    const words = (language: string) =>
      readFileSync(join(root, 'installer', 'windows', `words.${language}.nsh`), 'utf8')
    const chinese = words('zh-cn')
    expect([...chinese.matchAll(/【(第.步)】/g)].map(([, step]) => step)).toEqual([
      '第一步',
      '第二步',
      '第三步',
      '第四步',
    ])
    expect(chinese).toContain('!define DESKTOP_ZH "启动证书助手_标准版"')
    const names = (text: string) => [...text.matchAll(/^LangString (\w+)/gm)].map(([, name]) => name)
    expect(names(words('en'))).toEqual(names(chinese))
  })

  it('lets no window of a silent installation wait for a person', () => {
    const folder = join(root, 'installer', 'windows')
    const scripts = readdirSync(folder).filter((name) => /\.ns[ih]$/.test(name))
    const boxes = scripts.flatMap((name) =>
      readFileSync(join(folder, name), 'utf8')
        .split('\n')
        .filter((line) => /^ *MessageBox/.test(line)),
    )
    expect(boxes.length).toBeGreaterThan(7)
    // The question of the uninstaller is not reached in a silent one.
    expect(boxes.filter((line) => !line.includes('/SD ID') && !line.includes('$(unAsk)'))).toEqual([])
  })

  it('gives product, shortcut and start with the session one identity', () => {
    const [, id] = /^appId: (\S+)$/m.exec(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) ?? []
    const start = readFileSync(join(root, 'src/main/shell/electron/main.ts'), 'utf8')
    expect(start).toContain(`setAppUserModelId('${id}')`)
    expect(start).toContain(`'${id}.desktop'`)
    expect(readFileSync(join(root, 'installer/windows/cert-assistant.nsi'), 'utf8')).toContain(
      `!define APP_ID "${id}"`,
    )
    expect(readFileSync(join(root, 'src/main/shell/windows-autostart.ts'), 'utf8')).toContain(`'${id}'`)
  })

  it('closes the fuses in the binary', () => {
    const binary = readFileSync(join(unpacked, 'cert-assistant'), 'latin1')
    const wire = binary.slice(binary.indexOf(sentinel) + sentinel.length + 2)
    // In this order: as Node; cookies encrypted; NODE_OPTIONS; --inspect; asar integrity; only asar; snapshot; file://.
    expect(wire.slice(0, 8)).toBe('01001100')
  })
})

describe('the packed product', () => {
  it('holds the build and nothing of the sources, tests or development tools', () => {
    const files = listPackage(asar, { isPack: false })
    expect(files).toContain('/out/main/index.js')
    expect(files).toContain('/out/preload/index.cjs')
    expect(files).toContain('/out/renderer/index.html')
    const top = new Set(files.map((file) => file.split('/')[1]))
    expect([...top].sort()).toEqual(['node_modules', 'out', 'package.json'])
    const modules = new Set(
      files.filter((file) => file.startsWith('/node_modules/')).map((file) => file.split('/')[2]),
    )
    expect([...modules].sort()).toEqual(['@koromix', 'koffi', 'node-gyp-build', 'pkcs11js', 'usb'])
  })

  it('has native modules and data outside the archive', () => {
    const native = readdirSync(`${asar}.unpacked`, { recursive: true }).filter((file) =>
      String(file).endsWith('.node'),
    )
    const folders = native.map((file) => String(file).replace(/[^/]+$/, ''))
    expect(folders).toContain('node_modules/pkcs11js/build/Release/')
    expect(folders).toContain('node_modules/usb/prebuilds/linux-x64/')
    expect(folders).toContain('node_modules/@koromix/koffi-linux-x64/linux_x64/')
    expect(folders.filter((name) => /win32|darwin|android/.test(name))).toEqual([])
    expect(native.length).toBe(3)
  })

  it.each([
    ['drivers', '.json'],
    ['issuers', '.json'],
    ['help', '.md'],
    ['updates', '.json'],
  ])('loads the same %s from what was packed as from the sources', (folder, ending) => {
    const dataFiles = (top: string) =>
      readdirSync(join(top, folder), { recursive: true })
        .map(String)
        .filter((name) => name.endsWith(ending) && !name.startsWith('virtual-ukey/'))
        .sort()
    expect(dataFiles(root)).not.toEqual([])
    expect(dataFiles(join(unpacked, 'resources'))).toEqual(dataFiles(root))
    if (folder === 'drivers') expect(driversIn(join(unpacked, 'resources'))).toEqual(driversIn(root))
  })

  it('has the font of documents with its licence outside the archive', async () => {
    const resources = join(unpacked, 'resources')
    expect(readdirSync(join(resources, 'fonts')).sort()).toEqual([
      'LICENSE_FONT',
      'NotoSansSC_400Regular.ttf',
    ])
    expect(readFileSync(join(resources, 'fonts', 'LICENSE_FONT'), 'utf8')).toContain('SIL Open Font License')
    expect(Buffer.compare(await documentFont(resources), await documentFont(root))).toBe(0)
  })

  it.each(['koffi', 'pkcs11js', 'usb'])('loads %s from the packed files alone', (name) => {
    const program = join(folder, `only-${name}`)
    extractAll(asar, program)
    const loads = ['--input-type=module', '-e', `await import('${name}')`]
    const { status, stderr } = spawnSync(process.execPath, loads, { cwd: program, encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
  })

  it('is what the debs take for a release', () => {
    const product = productOf({ facts: readFacts(), payload: unpacked, version: '1.2.3' })
    expect([product.inElectron, product.version]).toEqual([true, '1.2.3.0'])
    const items = applicationItems(product)
    const [entry] = items.filter(({ path }) => path.endsWith('/resources/app.asar'))
    expect(entry?.path).toContain('/files/lib/cert-assistant/')
    const native = items.filter(({ path }) => path.endsWith('.node'))
    expect(native.map((item) => item.kind === 'copy' && item.mode)).toEqual(native.map(() => 0o644))
    expect(native.length).toBeGreaterThan(2)
  })

  const inConsole = (...args: readonly string[]) => {
    const program = join(unpacked, 'resources', 'console')
    const { status, stdout, stderr } = spawnSync(
      join(program, 'node'),
      ['--disable-warning=ExperimentalWarning', join(program, 'out', 'main', 'console.js'), ...args],
      { encoding: 'utf8' },
    )
    return { status, stderr, said: JSON.parse(stdout) }
  }

  it('has a console program that judges files and checks the system with the Node and data beside it', () => {
    const home = join(folder, 'nobody')
    const file = join(root, 'test/data/signed-files/ofd-faulty/neg_content_changed.ofd')
    const verified = inConsole('verify', file, '--json', '--home', home)
    expect([verified.status, verified.stderr, verified.said.files[0].outcome]).toEqual([1, '', 'invalid'])
    const { status, stderr, said } = inConsole('diagnose', '--json', '--home', home)
    expect([typeof status === 'number' && status < 3, stderr]).toEqual([true, ''])
    type Step = { readonly id: string; readonly findings: readonly { readonly kind: string }[] }
    const steps = ['drivers', 'usb', 'authority', 'files', 'version', 'rights', 'disk']
    const found = said.steps.filter(({ id }: Step) => steps.includes(id))
    expect(found.flatMap(({ findings }: Step) => findings)).toEqual([])
  })

  it('starts from the packed files alone', async () => {
    const program = join(folder, 'program')
    extractAll(asar, program)
    const product = startElectron(['--hidden'], undefined, {
      main: join(program, 'out', 'main', 'index.js'),
      env: { STANDIN_RESOURCES: join(unpacked, 'resources') },
    })
    await product.until(({ trays }) => trays[0]?.menu?.items.some(({ label }) => label === '显示') === true)
    await product.evaluate(({ trays }) => trays[0]?.menu?.items.at(-1)?.click())
    expect(await product.ended()).toEqual({ code: 0, stderr: '' })
  })
})
