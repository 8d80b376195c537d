import { readFile } from 'node:fs/promises'
import type { LibraryHandle, TypeObject } from 'koffi'
import type { WindowsStoreCommand } from './commands.ts'
import type { Ran } from './run-command.ts'

// The stores of Windows through crypt32.dll. certutil does the same, but companies and security programs often forbid
// it. The numbers are those of wincrypt.h.

const systemStoreByName = 10
const ofCurrentUser = 1 << 16
const x509AndPkcs7 = 0x1_0001
const replacing = 3
const bySha1 = 0x1_0000
const commit = 3

/** A call in a thread of its own: Windows asks the person before it takes a root, and waits for the answer. */
type Call = (...all: readonly unknown[]) => Promise<unknown>
type Crypt32 = Readonly<Record<'open' | 'add' | 'find' | 'remove' | 'control' | 'close', Call>>

const callIn =
  (library: LibraryHandle) =>
  (name: string, result: string, ...parameters: readonly (string | TypeObject)[]): Call => {
    const native = library.func('__stdcall', name, result, [...parameters])
    return (...all) =>
      new Promise((done, fail) => {
        native.async(...all, (error: unknown, answer: unknown) =>
          error === null ? done(answer) : fail(error),
        )
      })
  }

const openCrypt32 = async (): Promise<Crypt32> => {
  const { default: koffi } = await import('koffi')
  const hash = koffi.pointer(koffi.struct({ length: 'uint32', bytes: 'void *' }))
  const call = callIn(koffi.load('crypt32.dll'))
  return {
    open: call('CertOpenStore', 'void *', 'uintptr_t', 'uint32', 'uintptr_t', 'uint32', 'str16'),
    add: call(
      'CertAddEncodedCertificateToStore',
      'int',
      'void *',
      'uint32',
      'void *',
      'uint32',
      'uint32',
      'void *',
    ),
    find: call(
      'CertFindCertificateInStore',
      'void *',
      'void *',
      'uint32',
      'uint32',
      'uint32',
      hash,
      'void *',
    ),
    remove: call('CertDeleteCertificateFromStore', 'int', 'void *'),
    control: call('CertControlStore', 'int', 'void *', 'uint32', 'uint32', 'void *'),
    close: call('CertCloseStore', 'int', 'void *', 'uint32'),
  }
}

let opened: Promise<Crypt32> | null = null

const refused = (said: string): Ran => ({ outcome: 'refused', said })
const done: Ran = { outcome: 'done', said: '' }

const add = async ({ add: call }: Crypt32, store: unknown, file: string): Promise<Ran> => {
  const der = await readFile(file)
  const answer = await call(store, x509AndPkcs7, der, der.length, replacing, null)
  return answer === 0 ? refused('CertAddEncodedCertificateToStore refused it') : done
}

const remove = async ({ find, remove: call }: Crypt32, store: unknown, sha1: string): Promise<Ran> => {
  const hash = { length: sha1.length / 2, bytes: Buffer.from(sha1, 'hex') }
  const certificate = await find(store, x509AndPkcs7, 0, bySha1, hash, null)
  if (certificate === null) return refused('it is not there')
  // It also frees what was found, whether it succeeds or not.
  return (await call(certificate)) === 0 ? refused('CertDeleteCertificateFromStore refused it') : done
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const change = async (crypt32: Crypt32, command: WindowsStoreCommand): Promise<Ran> => {
  const store = await crypt32.open(systemStoreByName, 0, 0, ofCurrentUser, command.store)
  if (store === null) return refused(`the store ${command.store} does not open`)
  try {
    const ran =
      command.change === 'add'
        ? await add(crypt32, store, command.file)
        : await remove(crypt32, store, command.sha1)
    // Otherwise a change may be written only when the last handle of the store is closed.
    await crypt32.control(store, 0, commit, null)
    return ran
  } finally {
    await crypt32.close(store, 0)
  }
}

/** Puts a certificate into a store of the current user, or takes one out. */
export const changeWindowsStore = async (command: WindowsStoreCommand): Promise<Ran> => {
  opened ??= openCrypt32()
  try {
    const crypt32 = await opened
    return await change(crypt32, command).catch((error: unknown) => refused(textOf(error)))
  } catch (error) {
    return { outcome: 'missing', said: textOf(error) }
  }
}
