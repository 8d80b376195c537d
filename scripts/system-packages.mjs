import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ask, onPath } from './process.mjs'
import { say, stop } from './say.mjs'

const libraries = existsSync('/usr/lib')
  ? ['/usr/lib', ...readdirSync('/usr/lib').map((name) => join('/usr/lib', name))]
  : []

/** Debian package -> how to tell that it is there. Package names differ on other systems, but the probes do not. */
const wanted = [
  ['chromium', () => existsSync('/usr/bin/chromium')],
  ['chromium-headless-shell', () => existsSync('/usr/bin/chromium-headless-shell')],
  ['firefox-esr', () => existsSync('/usr/bin/firefox-esr')],
  ['xvfb', () => onPath('Xvfb')],
  ['fonts-noto-cjk', () => existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc')],
  ['softhsm2', () => onPath('softhsm2-util')],
  ['opensc', () => onPath('pkcs11-tool')],
  ['opensc-pkcs11', () => libraries.some((folder) => existsSync(join(folder, 'opensc-pkcs11.so')))],
  ['pcscd', () => existsSync('/usr/sbin/pcscd')],
  ['vsmartcard-vpcd', () => existsSync('/etc/reader.conf.d/vpcd')],
  ['libssl-dev', () => existsSync('/usr/include/openssl/evp.h')],
  ['libnss3-tools', () => onPath('certutil')],
  ['poppler-utils', () => onPath('pdftotext')],
  ['qpdf', () => onPath('qpdf')],
  ['desktop-file-utils', () => onPath('desktop-file-validate')],
  ['rpm', () => onPath('rpmbuild')],
  ['openssl', () => onPath('openssl')],
  ['postgresql', () => existsSync('/usr/lib/postgresql')],
  ['pgbouncer', () => existsSync('/usr/sbin/pgbouncer')],
  ['gcc', () => onPath('cc')],
  ['g++', () => onPath('g++')],
  ['make', () => onPath('make')],
  ['python3', () => onPath('python3')],
]

/** What it takes to run programs of Windows, to make some, and to look at their windows. */
const wantedForWindows = [
  ['wine', () => onPath('wine')],
  ['wine64', () => existsSync('/usr/lib/wine/wine64')],
  ['gcc-mingw-w64-x86-64', () => onPath('x86_64-w64-mingw32-gcc')],
  ['libgcrypt-mingw-w64-dev', () => existsSync('/usr/x86_64-w64-mingw32/include/gcrypt.h')],
  ['nsis', () => onPath('makensis')],
  ['msitools', () => onPath('msiinfo')],
  ['wixl', () => onPath('wixl')],
  ['locales', () => existsSync('/usr/share/i18n/locales/zh_CN')],
  ['xvfb', () => onPath('Xvfb')],
  ['xdotool', () => onPath('xdotool')],
  ['imagemagick', () => onPath('import')],
  ['fonts-noto-cjk', () => existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc')],
  ['openssl', () => onPath('openssl')],
]

/** What it takes to make a Debian and to judge packages. */
const wantedForLinux = [
  ['rpm', () => onPath('rpmbuild')],
  ['rpmlint', () => onPath('rpmlint')],
  ['debootstrap', () => existsSync('/usr/sbin/debootstrap')],
  ['lintian', () => onPath('lintian')],
  ['desktop-file-utils', () => onPath('desktop-file-validate')],
  ['appstream', () => onPath('appstreamcli')],
  ['binutils', () => onPath('readelf')],
]

/** What replicates a database and leads to its primary. Debian starts these services when it installs them. */
const wantedForFailover = [
  ['patroni', () => onPath('patroni')],
  ['etcd-server', () => onPath('etcd')],
  ['haproxy', () => existsSync('/usr/sbin/haproxy')],
]

const missingOf = (packages) => packages.filter(([, there]) => !there()).map(([name]) => name)

const apt = (args) =>
  ask('apt-get', args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, timeout: 900_000 })

/** Installs what is missing of these packages. Returns why that was not possible, or null. */
const installed = (packages) => {
  const before = missingOf(packages)
  if (before.length === 0) return null
  if (!onPath('apt-get') || process.getuid?.() !== 0)
    return `This needs these system packages (Debian names): ${before.join(' ')}`
  say(`Installing system packages: ${before.join(' ')} …`)
  apt(['update', '-qq'])
  const answer = apt(['install', '-y', '-qq', '--no-install-recommends', ...before])
  const after = missingOf(packages)
  if (after.length === 0) return null
  const end = answer.text.split('\n').slice(-5).join('\n')
  return `These system packages could not be installed: ${after.join(' ')}\n${end}`
}

/** Installs the system packages that tests and measurements need, or names them and stops. */
export const systemPackages = () => {
  const problem = installed(wanted)
  if (problem !== null) stop(problem)
}

/** The same for the failover of the authority's database. */
export const failoverPackages = () => {
  const problem = installed(wantedForFailover)
  if (problem !== null) stop(problem)
}

/** The same for what runs under wine. Returns why it cannot run here, or null. */
export const windowsPackages = () => installed(wantedForWindows)

/** The same for the rehearsal of the packages for Linux, which needs root besides. */
export const linuxPackages = () =>
  process.getuid?.() === 0
    ? installed(wantedForLinux)
    : 'The rehearsal installs packages in a Debian of its own, so it needs root.'
