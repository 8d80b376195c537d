// Builds the virtual Ukey with the system's C compiler: build/ukey/libvirtual-ukey.so (PKCS#11) and
// libvirtual-ukey-skf*.so (SKF, one for each way that makers differ). With --asan it builds twins under AddressSanitizer
// and the program that drives the first. It does nothing if nothing changed. --install PREFIX then copies the libraries
// and the header of SKF.
import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const sources = join(root, 'drivers', 'virtual-ukey')
const output = join(root, 'build', 'ukey')
const compiler = process.env.CC ?? 'cc'
const packages =
  'gcc and libssl-dev (Debian, Ubuntu), gcc and openssl-devel (Fedora, openEuler), or CC=<compiler>'
const strict = [
  '-std=c11',
  '-D_GNU_SOURCE',
  '-O2',
  '-Wall',
  '-Wextra',
  '-Wpedantic',
  '-Werror',
  '-fvisibility=hidden',
]

const fail = (message) => {
  console.error(`build:ukey: ${message}`)
  process.exit(1)
}

const core = sources
const pkcs11 = join(sources, 'pkcs11')
const skf = join(sources, 'skf')

const files = (extension, folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(extension))
    .map((name) => join(folder, name))

const fresh = (target, ...inputs) => {
  if (!existsSync(target)) return false
  const built = statSync(target).mtimeMs
  const headers = [core, pkcs11, skf].flatMap((folder) => files('.h', folder))
  const all = [...inputs, ...headers, fileURLToPath(import.meta.url)]
  return all.every((file) => statSync(file).mtimeMs <= built)
}

const compile = (args) => spawnSync(compiler, args, { encoding: 'utf8' })

/** Compiles a four-line program to test for the compiler, the headers and this form of libcrypto. */
const probe = (...args) => {
  const folder = mkdtempSync(join(tmpdir(), 'build-ukey-'))
  writeFileSync(
    join(folder, 'probe.c'),
    '#include <openssl/evp.h>\nint main(void) { return EVP_sm3() == 0; }\n',
  )
  const result = compile([join(folder, 'probe.c'), '-o', join(folder, 'probe'), ...args])
  rmSync(folder, { recursive: true, force: true })
  return result
}

/**
 * Node and Electron export the symbols of their own OpenSSL or BoringSSL, which would replace those of libcrypto in a
 * library that they load. Linked statically and kept local, libcrypto stays our own. The shared one is the second
 * choice.
 */
const libcrypto = () => {
  const alone = ['-l:libcrypto.a', '-ldl', '-lpthread']
  if (probe(...alone).status === 0) return ['-Wl,--exclude-libs,ALL', ...alone]
  const shared = probe('-lcrypto')
  if (shared.error) fail(`no C compiler ("${compiler}"); install ${packages}`)
  if (shared.status !== 0) fail(`OpenSSL 3 headers or libcrypto are missing; install ${packages}`)
  console.error(
    'build:ukey: no static libcrypto.a: linking the shared one (works under Node, not under Electron)',
  )
  return ['-lcrypto', '-lpthread']
}

/** Built under another name and then renamed, so that a process that has the old library open keeps it whole. */
const build = (target, args) => {
  mkdirSync(output, { recursive: true })
  const aside = `${target}.${process.pid}`
  const result = compile([...strict, ...args, '-o', aside])
  if (result.error) fail(`no C compiler ("${compiler}"); install ${packages}`)
  if (result.status !== 0) fail(`compilation failed\n${result.stderr}`)
  renameSync(aside, target)
  console.log(`built ${target.slice(root.length + 1)}`)
}

const sharedObject = ['-shared', '-fPIC', '-Wl,-Bsymbolic', '-Wl,-z,nodelete']

const runs = (pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

const building = join(output, 'building')
let locked = false

/** Suites that need a build start side by side: one compiles, the others wait for what it makes. */
const takeTurn = () => {
  mkdirSync(output, { recursive: true })
  while (!locked) {
    try {
      writeFileSync(building, String(process.pid), { flag: 'wx' })
      locked = true
      process.on('exit', () => rmSync(building, { force: true }))
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      const pid = existsSync(building) ? Number(readFileSync(building, 'utf8')) : 0
      if (pid > 0 && !runs(pid)) rmSync(building, { force: true })
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
    }
  }
}

const compileOne = (file, target, flags) => {
  const aside = `${target}.${process.pid}`
  const result = compile([...strict, ...flags, '-fPIC', '-c', file, '-o', aside])
  if (result.error) fail(`no C compiler ("${compiler}"); install ${packages}`)
  if (result.status !== 0) fail(`compilation failed\n${result.stderr}`)
  renameSync(aside, target)
}

/** What several libraries are made of is compiled once for all of them; kind names the flags. */
const objectsOf = (sourceFiles, kind, flags) => {
  const folder = join(output, 'objects', kind)
  mkdirSync(folder, { recursive: true })
  return sourceFiles.map((file) => {
    const target = join(folder, basename(file).replace(/c$/, 'o'))
    if (!fresh(target, file)) compileOne(file, target, flags)
    return target
  })
}

const buildLibrary = (name, ...parts) => {
  const target = join(output, name)
  const made = () => fresh(target, ...parts.flatMap(([sourceFiles]) => sourceFiles))
  if (made()) return
  takeTurn()
  if (made()) return
  const objects = parts.flatMap(([sourceFiles, kind, flags = []]) => objectsOf(sourceFiles, kind, flags))
  const sanitizers = parts.some(([, kind]) => kind.endsWith('asan')) ? asan : []
  build(target, [...sanitizers, ...sharedObject, ...objects, ...libcrypto()])
}

const buildDriver = (name, file, ...flags) => {
  const target = join(output, name)
  const source = join(sources, 'asan', file)
  if (fresh(target, source)) return
  takeTurn()
  if (!fresh(target, source)) build(target, [...flags, source, '-ldl', '-lpthread'])
}

const asan = [
  '-g',
  '-fsanitize=address,undefined',
  '-fno-omit-frame-pointer',
  '-fno-sanitize-recover=undefined',
]

/** How makers' SKF libraries differ in what only a build can change: packing and the size of ULONG, … */
const layouts = {
  '': [],
  '-natural': ['-DSKF_NATURAL'],
  '-wide': ['-DSKF_ULONG_8'],
  '-natural-wide': ['-DSKF_NATURAL', '-DSKF_ULONG_8'],
}
/** … and the names of decryption with a private key. */
const decryptions = {
  '-no-decrypt': ['-DSKF_DECRYPT_NONE'],
  '-ccore': ['-DSKF_DECRYPT_CCORE'],
  '-longmai': ['-DSKF_DECRYPT_LONGMAI'],
}

const decrypt = join(skf, 'decrypt.c')
const skfFiles = () => files('.c', skf).filter((file) => file !== decrypt)

const buildSkf = (ending, kind, flags, wanted = Object.keys(layouts)) => {
  const common = [files('.c', core), kind, flags]
  for (const name of wanted) {
    const parts = [[...skfFiles(), decrypt], `skf${name}-${kind}`, [...flags, ...layouts[name]]]
    buildLibrary(`libvirtual-ukey-skf${name}${ending}.so`, common, parts)
  }
}

const buildDecryptions = () => {
  const common = [
    [files('.c', core), 'plain'],
    [skfFiles(), 'skf-plain'],
  ]
  for (const [name, defines] of Object.entries(decryptions))
    buildLibrary(`libvirtual-ukey-skf${name}.so`, ...common, [[decrypt], `decrypt${name}`, defines])
}

/** For programs of other people: PREFIX/lib and PREFIX/include/virtual-ukey. */
const install = (prefix) => {
  const put = (file, folder) => {
    mkdirSync(join(prefix, folder), { recursive: true })
    const aside = join(prefix, folder, `${basename(file)}.${process.pid}`)
    copyFileSync(file, aside)
    renameSync(aside, join(prefix, folder, basename(file)))
  }
  for (const file of files('.so', output)) if (!file.endsWith('-asan.so')) put(file, 'lib')
  for (const name of ['skf.h', 'skf-numbers.h', 'skf-functions.h'])
    put(join(skf, name), join('include', 'virtual-ukey'))
  console.log(`installed into ${prefix}`)
}

if (process.platform !== 'linux') fail('the virtual Ukey is built on Linux only')
if (process.argv.includes('--asan')) {
  buildLibrary(
    'libvirtual-ukey-asan.so',
    [files('.c', core), 'asan', asan],
    [files('.c', pkcs11), 'pkcs11-asan', asan],
  )
  buildDriver('asan-driver', 'driver.c', ...asan)
  buildSkf('-asan', 'asan', asan, ['', '-natural-wide'])
} else {
  buildLibrary('libvirtual-ukey.so', [files('.c', core), 'plain'], [files('.c', pkcs11), 'pkcs11'])
  buildSkf('', 'plain', [])
  buildDecryptions()
}
if (process.argv.includes('--install')) {
  const prefix = process.argv[process.argv.indexOf('--install') + 1]
  if (prefix === undefined) fail('--install wants a folder')
  install(prefix)
}
