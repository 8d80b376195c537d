import { join } from 'node:path'
import { createKeyring, Pin } from '../../src/native/index.ts'
import { parseCertificate, sm2Digest } from '../../src/pki/index.ts'

/** Opens the only soft certificate of a data folder with its PIN and signs with it. */
export const softSignature = async (home: string, pin: string, message: string) => {
  const keyring = createKeyring({
    drivers: { drivers: [], invalid: [], variables: {} },
    fork: () => {
      throw new Error('a soft certificate needs no token host')
    },
    usb: null,
    softFolder: join(home, 'soft'),
  })
  keyring.start()
  await keyring.refresh()
  const [present] = keyring.current().tokens
  if (!present) throw new Error('no soft certificate in the folder')
  const read = present.certificates.map(({ der, keyId }) => ({ keyId, certificate: parseCertificate(der) }))
  const signing = read.find(({ certificate }) => certificate.use === 'signing')
  if (signing?.certificate.publicKey.type !== 'sm2') throw new Error('no SM2 signing certificate')
  const digest = sm2Digest(signing.certificate.publicKey.point, new TextEncoder().encode(message))
  const signature = await present.token.withSession(new Pin(pin), (session) =>
    session.sign(signing.keyId, digest, 'sm2-digest'),
  )
  keyring.stop()
  return { certificates: present.certificates.map(({ der }) => der), signature }
}
