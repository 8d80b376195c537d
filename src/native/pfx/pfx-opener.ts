import { createPrivateKey, createPublicKey, pbkdf2Sync } from 'node:crypto'
import { equalBytes, PkiError, parseCertificate } from '../../pki/index.ts'
import { openPkcs12, type Pbkdf2 } from '../../pki/pkcs12/rsa.ts'
import { endWithApplication } from '../host/orphan-watch.ts'
import { parentPort } from '../host/parent-port.ts'
import { type PfxAnswer, type PfxKey, type PfxQuestion, pfxQuestion } from './messages.ts'

// The process for one .pfx file. The file may need many seconds of work; the application ends the process when nobody
// waits for the answer any more.

/** More keys than a person has in one file. Each key makes work for the application. */
const MOST_KEYS = 16

const pbkdf2: Pbkdf2 = ({ hash, password, salt, rounds, length }) =>
  new Uint8Array(pbkdf2Sync(password, salt, rounds, length, hash))

const isOf = (publicKey: Uint8Array, certificate: Uint8Array): boolean => {
  try {
    return equalBytes(parseCertificate(certificate).spkiDer, publicKey)
  } catch {
    return false // a certificate that cannot be read must not hide the others
  }
}

/** SubjectPublicKeyInfo of a private key; null if OpenSSL does not accept the key. */
const publicOf = (pkcs8: Uint8Array): Uint8Array | null => {
  try {
    const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
    return new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' }))
  } catch {
    return null
  }
}

// Certificates are read one after another: a file may have thousands, and their models take far more room than they do.
const withCertificate = (privateKey: Uint8Array, certificates: readonly Uint8Array[]): readonly PfxKey[] => {
  const publicKey = publicOf(privateKey)
  if (publicKey === null) return []
  const certificate = certificates.find((one) => isOf(publicKey, one))
  return certificate === undefined ? [] : [{ privateKey, publicKey, certificate }]
}

const opened = ({ file, password }: PfxQuestion): PfxAnswer => {
  const content = openPkcs12(file, new TextDecoder().decode(password), pbkdf2)
  if (content.privateKeys.length > MOST_KEYS) throw new PkiError('PKCS#12', 'too-costly')
  const keys = content.privateKeys.flatMap((key) => withCertificate(key, content.certificates))
  if (keys.length > 0) return { kind: 'opened', keys }
  return { kind: 'refused', code: 'pfx-without-key', reason: 'no key has its certificate beside it' }
}

const codeOf = (reason: PkiError['reason']) => {
  if (reason === 'wrong-password') return 'pfx-password-wrong'
  if (reason === 'unsupported-algorithm') return 'pfx-unsupported'
  return reason === 'too-costly' ? 'file-too-costly' : 'pfx-damaged'
}

const refused = (error: unknown): PfxAnswer => {
  if (error instanceof PkiError) return { kind: 'refused', code: codeOf(error.reason), reason: error.message }
  return { kind: 'failed', reason: error instanceof Error ? error.message : 'unknown' }
}

const answerTo = (question: PfxQuestion): PfxAnswer => {
  try {
    return opened(question)
  } catch (error) {
    return refused(error)
  } finally {
    question.password.fill(0)
  }
}

const port = parentPort()
port.onMessage((message) => {
  const answer = answerTo(pfxQuestion.parse(message))
  port.send(answer)
  if (answer.kind === 'opened') for (const { privateKey } of answer.keys) privateKey.fill(0)
  port.close()
})
endWithApplication(Number(process.argv[2]), 1_000)
