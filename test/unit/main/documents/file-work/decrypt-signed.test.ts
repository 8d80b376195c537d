import { describe, expect, it } from 'vitest'
import { type DecryptTask, decryptFile } from '../../../../../src/main/documents/file-work/decrypt-file.ts'
import { encryptFile } from '../../../../../src/main/documents/file-work/encrypt-file.ts'
import type { ContentKey } from '../../../../../src/main/documents/file-work/hands.ts'
import { signFile } from '../../../../../src/main/documents/file-work/sign-file.ts'
import { readEnvelopeHead, sm2Decrypt } from '../../../../../src/pki/index.ts'
import { holder, sealedTo } from '../../sealed.ts'
import { fileSigner, folderWith, handsOf, now, signer, trust } from './hands-of.ts'

const reader = holder('甲')
const content = new Uint8Array(1_000).map((_, n) => n % 251)
const task = (path: string): DecryptTask => ({ path, trust, mark: '(已解密)' })

/** A message that is sealed to the reader and signed by this person. */
const signedAndSealed = async (by = signer('乙')) => {
  const place = folderWith('a.txt', content)
  const { hands, progress } = handsOf(by)
  const path = await encryptFile(
    { path: place.path, recipients: [reader.certificate], signer: fileSigner(by) },
    hands,
    progress,
  )
  const recipient = readEnvelopeHead(place.read(path)).recipients[0]
  if (!recipient) throw new Error('no recipient')
  const key = sm2Decrypt(reader.keys.privateKey, recipient.encryptedKey)
  return { ...place, sealedPath: path, openKey: async (): Promise<ContentKey> => ({ kind: 'shown', key }) }
}

describe('a sealed file that somebody signed', () => {
  it('is opened with the verdict on the signature', async () => {
    const { sealedPath, openKey, read } = await signedAndSealed()
    const { hands, progress } = handsOf(null, { openKey })
    const { output, verdict } = await decryptFile(task(sealedPath), hands, progress)
    expect(verdict).toMatchObject({ outcome: 'valid', signatures: [{}] })
    expect(read(output).equals(content)).toBe(true)
  })

  it('may have a signed message inside', async () => {
    const { path, read } = folderWith('a.txt', content)
    const by = signer('乙')
    const { hands, progress } = handsOf(by)
    const message = { path, content: 'attached', companion: null, signer: fileSigner(by), at: now } as const
    const inside = read(await signFile(message, hands, progress))
    const outside = folderWith('b.p7m', sealedTo(inside, reader))
    const { verdict } = await decryptFile(task(outside.path), hands, progress)
    expect(verdict).toMatchObject({ outcome: 'valid', signatures: [{}] })
  })

  it('has no verdict for a signature inside that belongs to another file', async () => {
    const { path, read } = folderWith('a.txt', content)
    const by = signer('乙')
    const { hands, progress } = handsOf(by)
    const alone = { path, content: 'detached', companion: null, signer: fileSigner(by), at: now } as const
    const inside = read(await signFile(alone, hands, progress))
    const outside = folderWith('b.p7m', sealedTo(inside, reader))
    expect((await decryptFile(task(outside.path), hands, progress)).verdict).toBeNull()
  })

  it('leaves nothing if the signature is wrong', async () => {
    const { sealedPath, openKey, put, read, names } = await signedAndSealed()
    const bytes = read(sealedPath)
    const last = bytes.length - 1
    bytes[last] = (bytes[last] ?? 0) ^ 1
    const forged = put('forged.p7m', bytes)
    const { hands, progress } = handsOf(null, { openKey })
    await expect(decryptFile(task(forged), hands, progress)).rejects.toMatchObject({
      code: 'document-signature-wrong',
    })
    expect(names()).toEqual(['a.txt', 'a.txt.p7m', 'forged.p7m'])
  })
})
