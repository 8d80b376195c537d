import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildDeb, debName, type Flavour, flavours } from '../../scripts/linux/deb.ts'
import { readFacts, root } from '../../scripts/linux/facts.ts'
import { productOf } from '../../scripts/linux/payload.ts'
import { buildRpm, rpmName } from '../../scripts/linux/rpm.ts'
import { requiresOf } from '../../scripts/linux/spec.ts'
import { udevRules } from '../../scripts/linux/udev-rules.ts'
import { ask, onPath } from '../../scripts/process.mjs'
import { loadDrivers } from '../../src/native/drivers/load.ts'

// What is true of the packages without a Debian to install them in: `npm run installer -- linux --rehearse` does that. The
// product in them is small; its one binary is real, so that its architecture and its glibc are found.

const missing = ['dpkg-deb', 'readelf'].filter((program) => !onPath(program))
const reason = `${missing.join(' and ')} is not on this machine, so no deb can be built`
if (missing.length > 0) console.log(`skipped: ${reason}`)

const folder = mkdtempSync(join(tmpdir(), 'debs-'))
const facts = readFacts()
const seconds = 1_795_000_000
const binary = join(root, 'node_modules/pkcs11js/build/Release/pkcs11.node')

const smallProduct = (name: string, files: Readonly<Record<string, string>>): string => {
  const to = join(folder, name)
  mkdirSync(to)
  copyFileSync(binary, join(to, 'binary.node'))
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(to, file)), { recursive: true })
    writeFileSync(join(to, file), text)
  }
  return to
}

const built = (payload: string, flavour: Flavour, run = 'first'): string => {
  const product = productOf({ facts, payload, version: '1.2.3' })
  const out = join(folder, run, debName(product, flavour))
  buildDeb({ product, flavour, seconds, out, stage: join(folder, `${run}-stage`) })
  return out
}

type Line = { readonly mode: string; readonly owner: string; readonly path: string }

const contentsOf = (deb: string): readonly Line[] =>
  execFileSync('dpkg-deb', ['--contents', deb], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => {
      const [mode = '', owner = '', , , , ...rest] = line.split(/ +/)
      return { mode, owner, path: rest.join(' ') }
    })

const fieldOf = (deb: string, name: string): string =>
  execFileSync('dpkg-deb', ['--field', deb, name], { encoding: 'utf8' }).trim()

const controlFiles = (deb: string): readonly string[] => {
  const to = mkdtempSync(join(folder, 'control-'))
  execFileSync('dpkg-deb', ['--control', deb, to])
  return execFileSync('ls', [to], { encoding: 'utf8' }).trim().split('\n')
}

describe.skipIf(missing.length > 0)('the packages for Linux', () => {
  let web = ''
  let electron = ''
  beforeAll(() => {
    web = smallProduct('web', { 'package.json': '{}' })
    electron = smallProduct('electron', {
      ...{ 'chrome-sandbox': 'x', [facts.executable]: 'x' },
      'resources/console/node': 'x',
    })
    const umask = process.umask(0o077)
    for (const flavour of flavours) built(web, flavour)
    process.umask(umask)
  })
  const deb = (flavour: Flavour): string =>
    join(folder, 'first', debName(productOf({ facts, payload: web, version: '1.2.3' }), flavour))

  it('are the same bytes when they are built again', () => {
    for (const flavour of flavours) {
      const again = built(web, flavour, 'second')
      expect(readFileSync(again).equals(readFileSync(deb(flavour)))).toBe(true)
    }
  })

  it('belong to root, and everybody may read all of it and write none, whatever the umask was', () => {
    const lines = flavours.flatMap((flavour) => contentsOf(deb(flavour)))
    expect(lines.length).toBeGreaterThan(60)
    const modes = /^(drwxr-xr-x|-rw-r--r--|-rwxr-xr-x|lrwxrwxrwx)$/
    expect(lines.filter(({ mode, owner }) => !modes.test(mode) || owner !== 'root/root')).toEqual([])
  })

  it('bring, for the store, one folder and no script', () => {
    const outside = contentsOf(deb('store')).filter(
      ({ path }) => !path.startsWith(`./opt/apps/${facts.appId}/`) && !/^\.\/(opt\/(apps\/)?)?$/.test(path),
    )
    expect(outside).toEqual([])
    expect(controlFiles(deb('store'))).toEqual(['control', 'md5sums'])
    expect([fieldOf(deb('store'), 'Package'), fieldOf(deb('store'), 'Version')]).toEqual([
      facts.appId,
      '1.2.3.0',
    ])
  })

  it('name every configuration file of the enterprise flavour, and its scripts are POSIX sh', () => {
    const paths = contentsOf(deb('enterprise')).map(({ path }) => path)
    const inEtc = paths.filter((path) => path.startsWith('./etc/') && !path.endsWith('/'))
    expect(inEtc.length).toBe(3)
    const to = mkdtempSync(join(folder, 'control-'))
    execFileSync('dpkg-deb', ['--control', deb('enterprise'), to])
    const named = readFileSync(join(to, 'conffiles'), 'utf8').trim().split('\n')
    expect(named.map((path) => `.${path}`).sort()).toEqual(inEtc.sort())
    for (const script of ['postinst', 'postrm', 'prerm']) {
      expect(readFileSync(join(to, script), 'utf8')).not.toContain('@')
      expect(ask('sh', ['-n', join(to, script)])).toEqual({ code: 0, text: '' })
    }
  })

  it('ask for the glibc and the machine of the binaries inside', () => {
    const needs = ask('readelf', ['--version-info', '--wide', binary]).text
    const [, glibc = ''] = /\(>= ([\d.]+)\)/.exec(fieldOf(deb('store'), 'Depends')) ?? []
    expect(needs).toContain(`GLIBC_${glibc}`)
    expect(fieldOf(deb('store'), 'Architecture')).toBe(ask('dpkg', ['--print-architecture']).text)
  })

  it('are refused if a binary in them is for another machine', () => {
    const mixed = smallProduct('mixed', {})
    const foreign = readFileSync(binary)
    foreign.writeUInt16LE(183, 18)
    writeFileSync(join(mixed, 'foreign.node'), foreign)
    expect(() => productOf({ facts, payload: mixed, version: '1.2.3' })).toThrow(/are for (amd64|arm64)/)
  })

  it('give the sandbox of Electron, and nothing else, the rights of root', () => {
    const lines = contentsOf(built(electron, 'store', 'electron'))
    const special = lines.filter(({ mode }) => mode.includes('s'))
    expect(special.map(({ mode, path }) => [mode, path.split('/').at(-1)])).toEqual([
      ['-rwsr-xr-x', 'chrome-sandbox'],
    ])
    expect(lines.map(({ path }) => path)).toContain(
      `./opt/apps/${facts.appId}/files/bin/${facts.executable} -> ../lib/${facts.executable}/${facts.executable}`,
    )
  })

  const scriptOf = (file: string, path: string): string => {
    const to = mkdtempSync(join(folder, 'script-'))
    execFileSync('dpkg-deb', ['--extract', file, to])
    return readFileSync(join(to, path), 'utf8')
  }

  it('bring the console program with the Node that is packed, and browsers start it', () => {
    const bin = `opt/apps/${facts.appId}/files/bin/${facts.executable}`
    const lib = `/opt/apps/${facts.appId}/files/lib/${facts.executable}`
    const lines = contentsOf(deb('enterprise')).map(({ path }) => path)
    expect(lines).toContain(`./usr/bin/${facts.executable}-console -> /${bin}-console`)
    for (const [file, at] of [
      [deb('enterprise'), lib],
      [built(electron, 'store', 'electron'), `${lib}/resources/console`],
    ] as const) {
      const run = `exec ${at}/node --disable-warning=ExperimentalWarning ${at}/out/main/console.js`
      expect(scriptOf(file, `${bin}-console`)).toBe(`#!/bin/sh\n${run} "$@"\n`)
      expect(scriptOf(file, `${bin}-relay`)).toBe(`#!/bin/sh\n${run} native-messaging "$@"\n`)
    }
    const bare = smallProduct('bare', { [facts.executable]: 'x' })
    expect(() => productOf({ facts, payload: bare, version: '1.2.3' })).toThrow('no console program')
  })

  it('have an entry that desktops accept', ({ skip }) => {
    if (!onPath('desktop-file-validate')) skip('desktop-file-validate is not on this machine')
    const to = mkdtempSync(join(folder, 'files-'))
    execFileSync('dpkg-deb', ['--extract', deb('store'), to])
    const entry = join(to, 'opt/apps', facts.appId, `entries/applications/${facts.appId}.desktop`)
    expect(ask('desktop-file-validate', [entry])).toEqual({ code: 0, text: '' })
  })
})

const missingForRpm = ['rpmbuild', 'rpm', 'readelf'].filter((program) => !onPath(program))
if (missingForRpm.length > 0) console.log(`skipped: ${missingForRpm.join(' and ')} is not on this machine`)

describe.skipIf(missingForRpm.length > 0)('the rpm of the enterprise flavour', () => {
  let rpm = ''
  const builtRpm = (payload: string, run: string, quick: boolean): string => {
    const product = productOf({ facts, payload, version: '1.2.3' })
    const out = join(folder, run, rpmName(product))
    buildRpm({ product, seconds, out, stage: join(folder, `${run}-rpm-stage`), quick })
    return out
  }
  const asked = (...args: readonly string[]): string => ask('rpm', ['-qp', ...args, rpm]).text
  const rows = (format: string): readonly (readonly string[])[] =>
    asked('--qf', `[${format}\\n]`)
      .split('\n')
      .map((line) => line.split(' '))
  let electron = ''
  beforeAll(() => {
    electron = smallProduct('electron-rpm', {
      ...{ 'chrome-sandbox': 'x', 'resources/console/node': 'x' },
      [facts.executable]: 'x',
    })
    const umask = process.umask(0o077)
    rpm = builtRpm(electron, 'rpm', false)
    process.umask(umask)
  })

  it('is the same bytes when it is built again', () => {
    const again = builtRpm(electron, 'rpm-again', false)
    expect(readFileSync(again).equals(readFileSync(rpm))).toBe(true)
  })

  it('says nothing of the machine and the time of its building', () => {
    expect(asked('--qf', '%{BUILDHOST} %{BUILDTIME} %{PAYLOADCOMPRESSOR}')).toBe(`localhost ${seconds} xz`)
    expect(readFileSync(rpm).includes(folder)).toBe(false)
    expect(rows('%{FILEMTIMES}').filter(([time]) => time !== String(seconds))).toEqual([])
  })

  it('belongs to root, and only the sandbox of Electron has the rights of root', () => {
    const files = rows('%{FILEMODES:perms} %{FILEUSERNAME} %{FILEGROUPNAME} %{FILENAMES}')
    expect(files.length).toBeGreaterThan(60)
    const usual = /^(drwxr-xr-x|-rw-r--r--|-rwxr-xr-x|lrwxrwxrwx) root root$/
    const others = files.filter(([mode, user, group]) => !usual.test(`${mode} ${user} ${group}`))
    expect(others.map(([mode, , , path]) => [mode, path?.split('/').at(-1)])).toEqual([
      ['-rwsr-xr-x', 'chrome-sandbox'],
    ])
  })

  it('has every folder that it makes, so that a removal leaves none', () => {
    const files = rows('%{FILENAMES}').map(([path = '']) => path)
    const known = new Set(files)
    const without = files.map((path) => dirname(path)).filter((path) => !known.has(path))
    expect([...new Set(without)].sort()).toEqual([
      '/etc',
      '/etc/opt',
      '/opt',
      '/usr/bin',
      '/usr/lib',
      '/usr/share',
    ])
  })

  it('gives the administrator the files in /etc, and its scripts are POSIX sh', () => {
    const inEtc = rows('%{FILENAMES} %{FILEMODES:perms}').filter(
      ([path, mode]) => path?.startsWith('/etc/') && mode?.startsWith('-'),
    )
    expect(asked('--configfiles').split('\n')).toEqual(inEtc.map(([path]) => path))
    expect(inEtc.length).toBe(3)
    for (const tag of ['PREIN', 'POSTIN', 'PREUN', 'POSTUN']) {
      const script = asked('--qf', `%{${tag}}`)
      expect(script).toMatch(/^\w+\(\) \{$/m)
      expect(script).not.toMatch(/@|# part:/)
      expect(ask('sh', ['-n'], { input: script })).toEqual({ code: 0, text: '' })
    }
  })

  it('asks for the libraries of its binaries, and not for those that it brings', () => {
    const needs = asked('--requires').split('\n')
    const elf = ask('readelf', ['--dynamic', '--version-info', '--wide', binary]).text
    const [, glibc = ''] = /Name: (GLIBC_[\d.]+)/.exec(elf) ?? []
    expect(needs).toContain(`libc.so.6(${glibc})(64bit)`)
    copyFileSync(binary, join(electron, 'libc.so.6'))
    expect(requiresOf({ payload: electron }).filter((name) => name.startsWith('libc.so.6'))).toEqual([])
  })
})

describe('the rule for Ukeys', () => {
  it('names every USB number of the drivers, each once', () => {
    const { drivers } = loadDrivers({ builtInFolder: join(root, 'drivers'), userFolder: null })
    const lines = udevRules(drivers).split('\n')
    const hex = (value: number) => value.toString(16).padStart(4, '0')
    const usb = drivers.flatMap((driver) => driver.usb)
    expect(usb.length).toBeGreaterThan(10)
    for (const { vendorId, productIds, anyProduct } of usb) {
      const vendor = lines.filter((line) => line.includes(`"${hex(vendorId)}"`))
      const whole = vendor.filter((line) => !line.includes('ID_MODEL_ID'))
      if (anyProduct) expect(whole.length).toBe(1)
      else
        for (const id of productIds)
          expect(vendor.filter((line) => line.includes(`"${hex(id)}"`)).length).toBe(1)
    }
    expect(lines.filter((line) => line.includes('TAG')).length).toBe(
      new Set(lines.filter((line) => line.includes('TAG'))).size,
    )
  })
})
