import { describe, expect, it } from 'vitest'
import { readArguments } from '../../../../../src/main/shell/console/signing/arguments.ts'
import type { Desk } from '../../../../../src/main/shell/console/signing/desk.ts'
import { NotOne, signerNamed } from '../../../../../src/main/shell/console/signing/named.ts'
import { lineOf, listed, tell } from '../../../../../src/main/shell/console/signing/report.ts'
import { explain } from '../../../../../src/shared/errors/index.ts'
import type { Snapshot } from '../../../../../src/shared/models/index.ts'
import { pair, snapshotWith, ukey } from '../../../../world.ts'

const snapshotOf = (part: Partial<Snapshot>): Snapshot => ({
  ...{ ...snapshotWith(part), revision: 1, at: '2026-11-20T02:00:00.000Z' },
})

describe('what signs, encrypts and decrypts is asked for', () => {
  it.each([
    ['certificates', []],
    ['certificates', ['--json']],
    ['sign', ['a.txt', '--with', '王芳']],
    ['sign', ['a.txt', 'b.txt', '--with', '王芳', '--attached', '--pin-fd', '3', '--json', '--home', '/h']],
    ['encrypt', ['a.txt', '--to', '王芳', '--to', 'b.cer']],
    ['decrypt', ['a.p7m', '--pin-fd', '9999']],
  ] as const)('with sense: %s %j', (command, args) => {
    expect(readArguments(command, args)).toMatchObject({
      command,
      files: args.filter((one) => /^[ab]\.(txt|p7m)$/.test(one)),
    })
  })

  it.each([
    ['certificates', ['a.txt']],
    ['sign', []],
    ['sign', ['a.txt']],
    ['sign', ['--with', '王芳']],
    ['encrypt', ['a.txt']],
    ['encrypt', ['--to', '王芳']],
    ['decrypt', []],
    ['decrypt', ['a.p7m', '--pin-fd', '10000']],
    ['decrypt', ['a.p7m', '--pin-fd', '-1']],
    ['decrypt', ['a.p7m', '--pin-fd', '']],
    ['decrypt', ['a.p7m', '--pin', '123456']],
  ] as const)('without sense: %s %j', (command, args) => {
    expect(readArguments(command, args)).toBeNull()
  })

  it('reads the number of the descriptor, and takes none for none', () => {
    expect(readArguments('decrypt', ['a.p7m', '--pin-fd', '03'])).toMatchObject({ descriptor: 3 })
    expect(readArguments('decrypt', ['a.p7m'])).toMatchObject({ descriptor: null })
  })
})

describe('a certificate that is named', () => {
  const held = (id: string, days: number) => pair('valid', { id, tokenId: 'ukey-1', days })
  const world = (...pairs: readonly ReturnType<typeof held>[]) =>
    snapshotOf({ tokens: [ukey({ id: 'ukey-1', label: '公司 Ukey', serial: 'SN-1', pairs })] })

  it('is found by its holder, its number, its id, and its token’s name, number and id', () => {
    const snapshot = world(held('c1', 9))
    const signing = snapshot.tokens[0]?.pairs[0]?.signing
    const names = [signing?.id, signing?.serial, signing?.holder, 'ukey-1', 'SN-1', '公司 Ukey']
    for (const name of names) expect(signerNamed(snapshot, name ?? '')).toBe(signing?.id)
    for (const name of ['', '无此人']) expect(() => signerNamed(snapshot, name)).toThrow(NotOne)
  })

  it('is the one in force of several; an expired one only if there is no other', () => {
    expect(signerNamed(world(held('old', -1), held('new', 0)), 'ukey-1')).toBe('new-s')
    expect(signerNamed(world(held('old', -1)), 'ukey-1')).toBe('old-s')
  })

  it('is none where two are meant, so nobody signs with the wrong one', () => {
    expect(() => signerNamed(world(held('one', 9), held('two', 9)), 'ukey-1')).toThrow(NotOne)
    expect(() => signerNamed(world(held('one', -9), held('two', -9)), 'ukey-1')).toThrow(NotOne)
  })
})

describe('what became of a file', () => {
  const said: string[] = []
  const desk = (snapshot = snapshotOf({})) =>
    ({
      application: { state: { current: () => snapshot } },
      terminal: { out: (text: string) => said.push(text), language: 'en' },
    }) as unknown as Desk
  const { terminal } = desk()
  const told = (work: () => void): string => {
    said.length = 0
    work()
    return said.join('')
  }

  it('is told with the path of the result, or with what went wrong and the code for the hotline', () => {
    const signed = { is: 'done', result: { kind: 'signed', output: '/a.txt.p7s' } } as const
    const opened = { kind: 'decrypted', output: '/a.txt', signature: 'valid' } as const
    const error = { code: 'document-gone', params: {} } as const
    const { title, happened, hotline } = explain(error, 'en')
    const lines = [
      lineOf('/a.txt', { state: signed }, terminal),
      lineOf('/a.p7m', { state: { is: 'done', result: opened } }, terminal),
      lineOf('/b.txt', { state: { is: 'failed', error } }, terminal),
      lineOf('/c.txt', { state: { is: 'listed' } }, terminal),
    ]
    expect(told(() => tell(lines, desk(), false)).split('\n')).toEqual([
      '/a.txt: /a.txt.p7s',
      '/a.p7m: /a.txt',
      `/b.txt: ${title} ${happened} [${hotline}]`,
      expect.stringMatching(/^\/c\.txt: ./),
      '',
    ])
    expect(JSON.parse(told(() => tell(lines, desk(), true)))).toEqual({
      version: 1,
      files: [
        { path: '/a.txt', state: 'done', output: '/a.txt.p7s', signature: null, error: null },
        { path: '/a.p7m', state: 'done', output: '/a.txt', signature: 'valid', error: null },
        { path: '/b.txt', state: 'failed', output: null, signature: null, error: 'document-gone' },
        { path: '/c.txt', state: 'not-done', output: null, signature: null, error: null },
      ],
    })
  })

  it('is preceded by a list of every certificate that can be named, once each', () => {
    const both = pair('valid', { id: 'c1', tokenId: 'ukey-1', days: 9 })
    const one = { ...both, encryption: both.signing }
    const snapshot = snapshotOf({ tokens: [ukey({ pairs: [both] }), ukey({ id: 'ukey-2', pairs: [one] })] })
    const rows = told(() => expect(listed(desk(snapshot), false)).toBe(0))
      .trimEnd()
      .split('\n')
    const { certificates } = JSON.parse(told(() => listed(desk(snapshot), true)))
    const ids = [both.signing?.id, both.encryption?.id, both.signing?.id]
    expect(certificates.map(({ id }: { id: string }) => id)).toEqual(ids)
    expect(rows.map((row) => row.split('\t').at(-1))).toEqual(ids)
    expect(Object.keys(certificates[0])).toEqual(['id', 'use', 'holder', 'issuer', 'serial', 'notAfter'])
  })
})
