import { appendFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { verifyDocument } from '../../../../../src/documents/index.ts'
import type { Hands } from '../../../../../src/main/documents/file-work/hands.ts'
import { type StampTask, stampFile } from '../../../../../src/main/documents/file-work/stamp-file.ts'
import { sm2SignDigest } from '../../../../../src/pki/index.ts'
import { other } from '../../../../forgeries/parties.ts'
import { drawnSeal, plainPdf, unsignedOfd } from '../../../../forgeries/signed-here.ts'
import { trust as honest } from '../../../../forgeries/trust.ts'
import { freshParty } from '../../../pki/authority.ts'
import { root } from '../../sealed.ts'
import { folderWith, handsOf, now, trust as ours } from './hands-of.ts'

const signer = freshParty(root, { profile: 'signing', name: '王芳' })
const seal = drawnSeal({ users: [{ ...other, certificate: Buffer.from(signer.certificate.raw) }] })
const trust = { ...ours, roots: [...honest.roots, ...ours.roots] }
const taskFor = (path: string, change: Partial<StampTask> = {}): StampTask => ({
  ...{ path, seal, at: now, trust, mark: '（已盖章）' },
  signer: { certificate: signer.certificate, chain: [root.certificate] },
  place: { kind: 'page', page: 1, left: 50, top: 60 },
  ...change,
})
const signatureOver = (digest: Uint8Array) => sm2SignDigest(signer.keys.privateKey, digest)
const handsWith = (change: Partial<Hands> = {}) => {
  const made = handsOf(null, {
    sign: async (digest, scheme) => {
      made.log.push(`sign ${digest.length} ${scheme}`)
      return signatureOver(digest)
    },
    ...change,
  })
  return made
}

describe.each([
  ['an OFD', '合同.ofd', unsignedOfd(2), 'ofd'],
  ['a PDF', '合同.pdf', plainPdf(), 'pdf'],
] as const)('%s', (_, name, bytes, kind) => {
  it('gets a seal in a new file beside it', async () => {
    const { path, names, read } = folderWith(name, bytes)
    const { hands, log, told, progress } = handsWith()
    const output = await stampFile(taskFor(path), hands, progress)
    const made = `合同（已盖章）.${kind}`
    expect([basename(output), names()]).toEqual([made, [name, made].toSorted()])
    expect(log).toEqual(['sign 32 sm2-digest', 'writing .'])
    expect(told).toEqual([
      [1, 3],
      [2, 3],
    ])
    expect(read(path)).toEqual(Buffer.from(bytes))
    const { kind: found, signatures } = verifyDocument(read(output), trust)
    expect([found, signatures.length]).toEqual([kind, 1])
    expect(signatures[0]).toMatchObject({
      ...{
        integrity: 'intact',
        signer: { state: 'named' },
        seal: { state: kind === 'ofd' ? 'sealed' : 'none' },
      },
      time: { state: 'claimed', at: expect.stringContaining(now.toISOString().slice(0, 10)) },
    })
  })

  it('stays alone if nobody signs', async () => {
    const { path, names } = folderWith(name, bytes)
    const { hands, told, progress } = handsWith({ sign: () => Promise.reject(new Error('no')) })
    await expect(stampFile(taskFor(path), hands, progress)).rejects.toThrow('no')
    expect([names(), told.length]).toEqual([[name], 2])
  })

  it('gets none if it is changed meanwhile', async () => {
    const { path, names } = folderWith(name, bytes)
    const { hands, progress } = handsWith({
      sign: async (digest) => {
        appendFileSync(path, 'x')
        return signatureOver(digest)
      },
    })
    await expect(stampFile(taskFor(path), hands, progress)).rejects.toMatchObject({
      code: 'document-changed',
    })
    expect(names()).toEqual([name])
  })

  it('gets none on a page that it does not have', async () => {
    const { path, names } = folderWith(name, bytes)
    const { hands, log, progress } = handsWith()
    const place = { kind: 'page', page: 9, left: 0, top: 0 } as const
    await expect(stampFile(taskFor(path, { place }), hands, progress)).rejects.toThrow()
    expect([names(), log]).toEqual([[name], []])
  })
})

it('a file of another kind gets no seal', async () => {
  const { path, names } = folderWith('合同.txt', Buffer.from('text'))
  const { hands, log, told, progress } = handsWith()
  await expect(stampFile(taskFor(path), hands, progress)).rejects.toMatchObject({
    code: 'document-not-for-seal',
  })
  expect([names(), log, told]).toEqual([['合同.txt'], [], [[1, 3]]])
})
