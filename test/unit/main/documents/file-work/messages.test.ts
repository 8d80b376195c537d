import { describe, expect, it } from 'vitest'
import { fromWorker, toWorker } from '../../../../../src/main/documents/file-work/messages.ts'
import { verdict } from '../verdicts.ts'

const bytes = Uint8Array.of(1)
const trust = { roots: [bytes], certificates: [], crls: [bytes], now: new Date(0) }
const signer = { certificate: bytes, chain: [bytes] }
const [path, at] = ['a', new Date(0)]
const stamp = { kind: 'stamp', path, seal: bytes, signer, at, mark: '', trust }
const page = { kind: 'page', page: 1, left: 0.5, top: 1 }
const sign = { kind: 'sign', path, content: 'attached', companion: null, signer, at }
const failure = { report: { code: 'document-gone', params: {} }, words: 'x' }

const tasks: readonly (readonly [object, boolean])[] = [
  [{ kind: 'verify', path, signature: null, own: true, trust }, true],
  [{ kind: 'verify', path, signature: 'b', own: false, trust }, true],
  [{ kind: 'verify', path, signature: null, own: true }, false],
  [{ kind: 'verify', path, own: true, trust }, false],
  [{ kind: 'verify', path, signature: null, own: true, trust: { ...trust, now: 0 } }, false],
  [{ kind: 'verify', path, signature: null, own: true, trust: { ...trust, roots: ['x'] } }, false],
  [sign, true],
  [{ ...sign, content: 'detached', companion: 'b' }, true],
  [{ ...sign, content: 'other' }, false],
  [{ ...sign, signer: { certificate: bytes } }, false],
  [{ ...sign, signer: { certificate: [1], chain: [] } }, false],
  [{ ...sign, at: '2026-01-01' }, false],
  [{ ...stamp, place: page }, true],
  [{ ...stamp, place: { kind: 'every-page', left: 1, top: 2 } }, true],
  [{ ...stamp, place: { kind: 'across-edges', top: 2 } }, true],
  [{ ...stamp, place: { ...page, page: 1.5 } }, false],
  [{ ...stamp, place: { kind: 'page', page: 1, left: 1 } }, false],
  [{ ...stamp, place: { kind: 'elsewhere', top: 1 } }, false],
  [{ kind: 'encrypt', path, recipients: [bytes], signer: null }, true],
  [{ kind: 'encrypt', path, recipients: [bytes], signer }, true],
  [{ kind: 'encrypt', path, recipients: 'x', signer: null }, false],
  [{ kind: 'decrypt', path, mark: '', trust }, true],
  [{ kind: 'decrypt', path, trust }, false],
  [{ kind: 'other', path }, false],
]

describe('the process of files takes', () => {
  it.each(tasks)('a task %j: %s', (task, isTaken) => {
    expect(toWorker.safeParse({ say: 'begin', id: 1, task }).success).toBe(isTaken)
  })

  it.each<[object, boolean]>([
    [{ say: 'granted', id: 1, value: bytes }, true],
    [{ say: 'granted', id: 1, value: { kind: 'inside' } }, true],
    [{ say: 'granted', id: 1, value: { kind: 'shown', key: bytes } }, true],
    [{ say: 'granted', id: 1, value: { kind: 'shown' } }, false],
    [{ say: 'granted', id: 1, value: [1] }, false],
    [{ say: 'granted', id: 1.5, value: bytes }, false],
    [{ say: 'granted', value: bytes }, false],
    [{ say: 'refused', id: 1, failure }, true],
    [{ say: 'refused', id: 1, failure: { report: null, words: '' } }, true],
    [{ say: 'refused', id: 1, failure: {} }, false],
    [{ say: 'other', id: 1 }, false],
  ])('%j: %s', (message, isTaken) => {
    expect(toWorker.safeParse(message).success).toBe(isTaken)
  })
})

describe('the application takes', () => {
  const digest = { wants: 'sign', digest: bytes }
  it.each<[object, boolean]>([
    [{ say: 'progress', percent: 0 }, true],
    [{ say: 'progress', percent: 100 }, true],
    [{ say: 'progress', percent: -0.1 }, false],
    [{ say: 'progress', percent: 100.1 }, false],
    [{ say: 'writing', temporary: 'a' }, true],
    [{ say: 'writing' }, false],
    [{ say: 'wish', wish: { ...digest, scheme: 'sm2-digest' } }, true],
    [{ say: 'wish', wish: { ...digest, scheme: 'rsa-sha256' } }, true],
    [{ say: 'wish', wish: { ...digest, scheme: 'ecdsa-sha256' } }, true],
    [{ say: 'wish', wish: { ...digest, scheme: 'rsa-sha1' } }, false],
    [{ say: 'wish', wish: { wants: 'open-key', head: bytes } }, true],
    [{ say: 'wish', wish: { wants: 'open-key', head: 'x' } }, false],
    [{ say: 'wish', wish: { wants: 'open-part', iv: bytes, data: bytes, last: false } }, true],
    [{ say: 'wish', wish: { wants: 'open-part', iv: bytes, data: bytes } }, false],
    [{ say: 'wish', wish: { wants: 'pin' } }, false],
    [{ say: 'done', result: { kind: 'verified', verdict: verdict() } }, true],
    [{ say: 'done', result: { kind: 'verified', verdict: null } }, false],
    [{ say: 'done', result: { kind: 'signed', output: 'a' } }, true],
    [{ say: 'done', result: { kind: 'signed' } }, false],
    [{ say: 'done', result: { kind: 'encrypted', output: 'a' } }, true],
    [{ say: 'done', result: { kind: 'decrypted', output: 'a', verdict: null } }, true],
    [{ say: 'done', result: { kind: 'decrypted', output: 'a', verdict: verdict() } }, true],
    [{ say: 'done', result: { kind: 'decrypted', output: 'a' } }, false],
    [{ say: 'failed', failure }, true],
    [{ say: 'failed', failure: { report: { code: 'no-such-code', params: {} }, words: '' } }, false],
  ])('%j: %s', (message, isTaken) => {
    expect(fromWorker.safeParse({ id: 1, ...message }).success).toBe(isTaken)
  })

  it('nothing without the number of a task', () => {
    expect(fromWorker.safeParse({ say: 'progress', percent: 1 }).success).toBe(false)
  })
})
