import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import koffi, { type LibraryHandle } from 'koffi'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { changeWindowsStore } from '../../../../src/main/certificate-store/windows-store.ts'

// The calls of Windows, played by the test: what each was given, and what it answers.

type Answer = { readonly error?: unknown; readonly value?: unknown }
const asked: (readonly [string, readonly unknown[]])[] = []
const answers: Record<string, Answer> = {}
const declared: (readonly unknown[])[] = []
const folder = mkdtempSync(join(tmpdir(), 'windows-store-'))
const load = koffi.load

const usual: Readonly<Record<string, Answer>> = {
  CertOpenStore: { value: 'store' },
  CertAddEncodedCertificateToStore: { value: 1 },
  CertFindCertificateInStore: { value: 'found' },
  CertDeleteCertificateFromStore: { value: 1 },
  CertControlStore: { value: 1 },
  CertCloseStore: { value: 1 },
}
const crypt32 = {
  func: (convention: string, name: string, result: string, parameters: readonly unknown[]) => {
    declared.push([convention, name, result, parameters.length])
    return {
      async: (...all: readonly unknown[]) => {
        const done = all.at(-1) as (error: unknown, answer: unknown) => void
        asked.push([name, all.slice(0, -1)])
        const { error = null, value } = answers[name] ?? {}
        queueMicrotask(() => done(error, value))
      },
    }
  },
} as unknown as LibraryHandle

beforeAll(() => {
  Object.assign(koffi, { load: (name: string) => (name === 'crypt32.dll' ? crypt32 : load(name)) })
})
afterAll(() => {
  Object.assign(koffi, { load })
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => {
  asked.splice(0)
  Object.assign(answers, usual)
})

const der = Buffer.from('certificate')
const file = join(folder, 'a.cer')
writeFileSync(file, der)
const sha1 = '0123456789abcdef0123456789abcdef01234567'
const add = { store: 'Root', change: 'add', file } as const
const remove = { store: 'My', change: 'remove', sha1 } as const
const names = () => asked.map(([name]) => name)
const done = { outcome: 'done', said: '' }

describe('a certificate', () => {
  it('goes into a store of the current user, in place of the same one, and is written at once', async () => {
    expect(await changeWindowsStore(add)).toEqual(done)
    expect(asked).toEqual([
      ['CertOpenStore', [10, 0, 0, 0x1_0000, 'Root']],
      ['CertAddEncodedCertificateToStore', ['store', 0x1_0001, der, der.length, 3, null]],
      ['CertControlStore', ['store', 0, 3, null]],
      ['CertCloseStore', ['store', 0]],
    ])
  })

  it('is taken out by its SHA-1', async () => {
    expect(await changeWindowsStore(remove)).toEqual(done)
    expect(asked).toEqual([
      ['CertOpenStore', [10, 0, 0, 0x1_0000, 'My']],
      [
        'CertFindCertificateInStore',
        ['store', 0x1_0001, 0, 0x1_0000, { length: 20, bytes: Buffer.from(sha1, 'hex') }, null],
      ],
      ['CertDeleteCertificateFromStore', ['found']],
      ['CertControlStore', ['store', 0, 3, null]],
      ['CertCloseStore', ['store', 0]],
    ])
  })

  it('that is not there cannot be taken out', async () => {
    answers.CertFindCertificateInStore = { value: null }
    expect(await changeWindowsStore(remove)).toEqual({ outcome: 'refused', said: 'it is not there' })
    expect(names()).toEqual([
      ...['CertOpenStore', 'CertFindCertificateInStore', 'CertControlStore', 'CertCloseStore'],
    ])
  })
})

describe('Windows may refuse', () => {
  it.each([
    [add, 'CertAddEncodedCertificateToStore'],
    [remove, 'CertDeleteCertificateFromStore'],
  ] as const)('a change: %j', async (command, name) => {
    answers[name] = { value: 0 }
    expect(await changeWindowsStore(command)).toEqual({ outcome: 'refused', said: `${name} refused it` })
    expect(names().slice(-2)).toEqual(['CertControlStore', 'CertCloseStore'])
  })

  it('to open the store', async () => {
    answers.CertOpenStore = { value: null }
    expect(await changeWindowsStore(add)).toEqual({
      ...{ outcome: 'refused', said: 'the store Root does not open' },
    })
    expect(names()).toEqual(['CertOpenStore'])
  })

  it.each([
    [new Error('odd'), 'odd'],
    ['odd words', 'odd words'],
  ])('with an error of its own (%s), and the store is closed', async (error, said) => {
    answers.CertAddEncodedCertificateToStore = { error }
    expect(await changeWindowsStore(add)).toEqual({ outcome: 'refused', said })
    expect(names()).toEqual(['CertOpenStore', 'CertAddEncodedCertificateToStore', 'CertCloseStore'])
  })

  it('nothing, and the file of the certificate is not there', async () => {
    const gone = await changeWindowsStore({ ...add, file: join(folder, 'gone') })
    expect([gone.outcome, gone.said.startsWith('ENOENT')]).toEqual(['refused', true])
    expect(names()).toEqual(['CertOpenStore', 'CertCloseStore'])
  })
})

it('the calls are those of Windows, asked for once', async () => {
  await changeWindowsStore(add)
  await changeWindowsStore(remove)
  expect(declared).toEqual([
    ['__stdcall', 'CertOpenStore', 'void *', 5],
    ['__stdcall', 'CertAddEncodedCertificateToStore', 'int', 6],
    ['__stdcall', 'CertFindCertificateInStore', 'void *', 6],
    ['__stdcall', 'CertDeleteCertificateFromStore', 'int', 1],
    ['__stdcall', 'CertControlStore', 'int', 4],
    ['__stdcall', 'CertCloseStore', 'int', 2],
  ])
})
