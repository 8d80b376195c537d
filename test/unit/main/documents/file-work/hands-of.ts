import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { FileSigner, Hands } from '../../../../../src/main/documents/file-work/hands.ts'
import { sm2SignDigest } from '../../../../../src/pki/index.ts'
import { freshParty, type Party } from '../../../pki/authority.ts'
import { root, sealKey } from '../../sealed.ts'

export const now = new Date()
export const trust = { roots: [root.certificate], certificates: [], crls: [], now }

export const signer = (name: string): Party => freshParty(root, { profile: 'signing', name })
export const fileSigner = ({ certificate }: Party): FileSigner => ({ certificate, chain: [root.certificate] })

/** A folder with this file, which goes with the test. */
export const folderWith = (name: string, content: Uint8Array) => {
  const folder = mkdtempSync(join(tmpdir(), 'file-work-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, name)
  writeFileSync(path, content)
  const put = (other: string, bytes: Uint8Array): string => {
    writeFileSync(join(folder, other), bytes)
    return join(folder, other)
  }
  return {
    path,
    folder,
    put,
    names: () => readdirSync(folder).toSorted(),
    read: (at: string) => readFileSync(at),
  }
}

/** Hands that sign for this person and open with this key. `log` has what was told, in order. */
export const handsOf = (party: Party | null, change: Partial<Hands> = {}) => {
  const log: string[] = []
  const hands: Hands = {
    sign: async (digest, scheme) => {
      log.push(`sign ${scheme}`)
      if (!party) throw new Error('nobody signs')
      return sm2SignDigest(party.keys.privateKey, digest)
    },
    openKey: async () => ({ kind: 'shown', key: Uint8Array.from(sealKey) }),
    openPart: async () => {
      throw new Error('nobody opens parts')
    },
    writing: (temporary) => void log.push(`writing ${temporary.split('/').at(-1)?.slice(0, 1)}`),
    ...change,
  }
  const told: (readonly [number, number])[] = []
  return { hands, log, told, progress: (done: number, total: number) => void told.push([done, total]) }
}
