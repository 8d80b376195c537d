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
  ['openssl', () => onPath('openssl')],
  ['postgresql', () => existsSync('/usr/lib/postgresql')],
  ['pgbouncer', () => existsSync('/usr/sbin/pgbouncer')],
  ['gcc', () => onPath('cc')],
  ['g++', () => onPath('g++')],
  ['make', () => onPath('make')],
  ['python3', () => onPath('python3')],
]

const missing = () => wanted.filter(([, there]) => !there()).map(([name]) => name)

const apt = (args) =>
  ask('apt-get', args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, timeout: 900_000 })

/** Installs the system packages that tests and measurements need, or names them and stops. */
export const systemPackages = () => {
  const before = missing()
  if (before.length === 0) return
  if (!onPath('apt-get') || process.getuid?.() !== 0)
    stop(`This needs these system packages (Debian names): ${before.join(' ')}`)
  say(`Installing system packages: ${before.join(' ')} …`)
  apt(['update', '-qq'])
  const answer = apt(['install', '-y', '-qq', '--no-install-recommends', ...before])
  const after = missing()
  if (after.length > 0)
    stop(
      `These system packages could not be installed: ${after.join(' ')}\n${answer.text.split('\n').slice(-5).join('\n')}`,
    )
}
