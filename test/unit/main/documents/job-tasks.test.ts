import { describe, expect, it } from 'vitest'
import { finishedWith } from '../../../../src/main/documents/job-tasks.ts'
import type { FileVerdict, SignatureVerdict } from '../../../../src/shared/documents/verdict.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { root, sealedTo, sealIv, sealKey, tokenOf } from '../sealed.ts'
import {
  bytes,
  content,
  file,
  grantsOf,
  made,
  reader,
  refusesTokens,
  signal,
  signer,
  trust,
} from './job-made.ts'

describe('files that are verified', () => {
  it('are looked at one by one, with their companion, and need no token', async () => {
    const work = made({ kind: 'verify' })
    expect([work.ready.kind, work.ready.abreast]).toEqual(['verify', 1])
    const task = { kind: 'verify', trust }
    expect(work.ready.task(file('signature', 'listed', '/beside'))).toEqual({
      ...task,
      ...{ path: '/companion', signature: '/nowhere/a', own: false },
    })
    expect(work.ready.task(file('pdf', null, '/beside'))).toEqual({
      ...task,
      ...{ path: '/nowhere/a', signature: '/beside', own: true },
    })
    expect(work.ready.task(file('pdf', 'gone', '/beside'))).toMatchObject({ signature: '/beside' })
    await refusesTokens(grantsOf(work))
  })
})

describe('files that are encrypted', () => {
  it('need no token unless somebody signs', async () => {
    const work = made({ kind: 'encrypt', recipients: ['r'], signer: null })
    expect([work.ready.kind, work.ready.abreast]).toEqual(['encrypt', 1])
    expect(work.ready.task(file())).toEqual({
      ...{ kind: 'encrypt', path: '/nowhere/a', recipients: [reader.certificate.raw], signer: null },
    })
    await refusesTokens(grantsOf(work))
  })

  it('are signed too if there is a signer', async () => {
    const sign = async () => Uint8Array.of(8)
    const token = tokenOf([signer], { session: { sign } })
    const work = made({ kind: 'encrypt', recipients: ['r', 's'], signer: 'certificate-1' }, {}, token)
    expect(work.ready.task(file())).toMatchObject({
      ...{ recipients: [reader.certificate.raw, root.certificate.raw], signer: bytes },
    })
    expect(await grantsOf(work).sign(new Uint8Array(), 'sm2-digest')).toEqual(Uint8Array.of(8))
  })
})

describe('files that are decrypted', () => {
  it('are opened by the key that is at hand', async () => {
    const work = made({ kind: 'decrypt' })
    expect([work.ready.kind, work.ready.abreast]).toEqual(['decrypt', 1])
    expect(work.ready.task(file())).toEqual({ kind: 'decrypt', path: '/nowhere/a', mark: '已解密', trust })
    const grants = grantsOf(work)
    const head = sealedTo(new Uint8Array(20), reader)
    expect(await grants.openKey(head)).toEqual({ kind: 'shown', key: sealKey })
    expect(work.used).toMatchObject([{ tokenId: 'token-1', purpose: 'decrypt', content, signal }])
    await expect(grants.sign(new Uint8Array(), 'sm2-digest')).rejects.toMatchObject({ code: 'token-absent' })
  })

  it('are opened inside a token that shows no key, from the first part on with the right form', async () => {
    const asked: unknown[] = []
    const token = tokenOf([reader], {
      session: {
        decrypt: async () => Promise.reject(new AssistantError('token-lacks')),
        openEnvelope: async (keyId, { part }) => {
          asked.push([keyId, part ?? 'last'])
          return sealKey
        },
      },
    })
    const grants = grantsOf(made({ kind: 'decrypt' }, {}, token))
    const none = { code: 'document-not-opened' }
    await expect(grants.openPart(sealIv, sealKey, false)).rejects.toMatchObject(none)
    expect(await grants.openKey(sealedTo(new Uint8Array(20), reader))).toEqual({ kind: 'inside' })
    expect(await grants.openPart(sealIv, sealKey, false)).toBe(sealKey)
    expect(await grants.openPart(sealIv, sealKey, true)).toBe(sealKey)
    expect(asked).toEqual([
      ['0', true],
      ['0', 'last'],
    ])
  })
})

describe('what the list tells of a result', () => {
  const signature: SignatureVerdict = {
    ...{ id: '1', form: 'cms', outcome: 'valid', integrity: 'intact', reasons: [] },
    ...{ coverage: { state: 'whole' }, signer: { state: 'unknown' }, seal: { state: 'none' } },
    ...{ chain: { state: 'not-checked' }, time: { state: 'none' }, addedAfter: { state: 'nothing' } },
  }
  const verdict: FileVerdict = {
    ...{ kind: 'cms', outcome: 'valid', signatures: [signature, signature], reasons: [] },
  }

  it('is the outcome and the number of signatures of a file that was verified', () => {
    expect(finishedWith({ kind: 'verified', verdict }, 0)).toEqual({
      ...{ verdict, result: { kind: 'verified', outcome: 'valid', signatures: 2 } },
    })
  })

  it('is where the result is, for how many, and whose signature was inside', () => {
    const output = '/nowhere/b'
    expect([
      finishedWith({ kind: 'signed', output }, 3),
      finishedWith({ kind: 'encrypted', output }, 3),
      finishedWith({ kind: 'decrypted', output, verdict }, 3),
      finishedWith({ kind: 'decrypted', output, verdict: null }, 3),
    ]).toEqual([
      { verdict: null, result: { kind: 'signed', output } },
      { verdict: null, result: { kind: 'encrypted', output, recipients: 3 } },
      { verdict, result: { kind: 'decrypted', output, signature: 'valid' } },
      { verdict: null, result: { kind: 'decrypted', output, signature: null } },
    ])
  })
})
