import { execFileSync } from 'node:child_process'
import { createHash, verify, X509Certificate } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Pin, pairCertificates } from '../../../src/native/index.ts'
import { openTokenHouse, ownFolder, type TokenHouse } from '../../house/tokens.ts'

const folder = ownFolder()
const PIN = '123456'
let house: TokenHouse

const makeDatabase = (): void => {
  const path = (name: string) => join(folder.path, name)
  writeFileSync(path('pin'), PIN)
  writeFileSync(path('noise'), 'an unimportant key')
  const certutil = (...args: string[]) =>
    execFileSync('certutil', [...args, '-d', `sql:${folder.path}`, '-f', path('pin')], { stdio: 'ignore' })
  certutil('-N')
  certutil('-S', '-n', 'mine', '-s', 'CN=mine', '-x', '-t', 'u,u,u', '-z', path('noise'), '-g', '2048')
}

const database = () => {
  const found = house.keyring.current().tokens.find(({ facts }) => facts.label === 'NSS Certificate DB')
  if (found === undefined) throw new Error('the database is not shown')
  return found
}

beforeAll(async () => {
  makeDatabase()
  const parameters = `configdir='sql:${folder.path}' certPrefix='' keyPrefix='' secmod='secmod.db' flags=`
  const libraries = [{ abi: 'pkcs11', system: 'linux', path: 'libsoftokn3.so' }]
  const nss = { id: 'nss', vendor: 'NSS', libraries, parameters, pin: { min: 4, max: 64 } }
  house = openTokenHouse({ folder: folder.path, drivers: [nss] })
  await house.until(({ settled }) => settled)
})

afterAll(() => {
  house.close()
  folder.remove()
})

describe('NSS softoken, a library that must be told what to open', () => {
  it('shows the certificate of its database with its key', () => {
    const { certificates, keys } = database()
    expect(certificates.map(({ label }) => label)).toEqual(['mine'])
    expect(pairCertificates(certificates, keys).pairs[0]?.signing?.match).toBe('matching')
  })

  it('tells a wrong PIN from the right one, signs with the right one and changes it', async () => {
    const { token, certificates } = database()
    await expect(token.verifyPin(new Pin('999999'))).rejects.toMatchObject({ code: 'pin-wrong-uncounted' })
    await token.changePin(new Pin(PIN), new Pin('654321'))
    const message = Buffer.from('a message')
    const signature = await token.withSession(new Pin('654321'), (session) =>
      session.sign(certificates[0]?.keyId ?? '', createHash('sha256').update(message).digest(), 'rsa-sha256'),
    )
    const { publicKey } = new X509Certificate(certificates[0]?.der ?? new Uint8Array())
    expect(verify('sha256', message, publicKey, signature)).toBe(true)
  })
})
