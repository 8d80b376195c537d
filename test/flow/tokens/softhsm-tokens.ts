import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const library = '/usr/lib/softhsm/libsofthsm2.so'

/** SoftHSM's own tools, over a folder of this test's tokens. */
export const softHsm = (folder: string) => {
  const configuration = join(folder, 'softhsm2.conf')
  mkdirSync(join(folder, 'tokens'))
  writeFileSync(configuration, `directories.tokendir = ${join(folder, 'tokens')}\nlog.level = ERROR\n`)
  process.env.SOFTHSM2_CONF = configuration
  const request = join(folder, 'request.cnf')
  writeFileSync(
    request,
    '[req]\ndistinguished_name = dn\nx509_extensions = leaf\n[dn]\n[leaf]\nbasicConstraints = CA:FALSE\n',
  )
  const tool = (...args: string[]) =>
    execFileSync('pkcs11-tool', ['--module', library, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  return {
    initialise: (label: string, pin: string) =>
      execFileSync('softhsm2-util', [
        '--init-token',
        '--free',
        '--label',
        label,
        '--pin',
        pin,
        '--so-pin',
        '12345678',
      ]),
    /** Puts a key pair from OpenSSL, with a self-signed certificate, onto a token with OpenSC's pkcs11-tool. */
    fill: (
      label: string,
      pin: string,
      id: string,
      algorithm: readonly string[],
      more: readonly string[] = [],
    ) => {
      const path = (name: string) => join(folder, `${label}-${id}-${name}`)
      const openssl = (...args: string[]) =>
        execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] })
      openssl('genpkey', ...algorithm, '-out', path('key.pem'))
      openssl(
        'req',
        '-new',
        '-x509',
        '-config',
        request,
        '-key',
        path('key.pem'),
        '-subj',
        `/CN=${label}-${id}`,
        '-outform',
        'DER',
        '-out',
        path('cert.der'),
      )
      openssl('pkey', '-in', path('key.pem'), '-outform', 'DER', '-out', path('key.der'))
      openssl('pkey', '-in', path('key.pem'), '-pubout', '-outform', 'DER', '-out', path('public.der'))
      const login = ['--token-label', label, '--login', '--pin', pin]
      const names = ['--id', id, '--label', `${label}-${id}`]
      tool(
        ...login,
        '--write-object',
        path('key.der'),
        '--type',
        'privkey',
        '--usage-sign',
        ...more,
        ...names,
      )
      tool(...login, '--write-object', path('public.der'), '--type', 'pubkey', ...names)
      tool(...login, '--write-object', path('cert.der'), '--type', 'cert', ...names)
      return path('public.der')
    },
  }
}
