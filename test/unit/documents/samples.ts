import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Trust } from '../../../src/documents/index.ts'
import { fromHex, parseCertificate } from '../../../src/pki/index.ts'

// test/data/signed-files: files of another maker, with its own SM2 and SM3, and keys that were made for them.

const folder = join(import.meta.dirname, '../../data/signed-files')

export type SampleSet = 'ofd-example' | 'ofd-faulty' | 'pdf'

export const samplePath = (set: SampleSet, name: string): string => join(folder, set, name)
export const sample = (set: SampleSet, name: string): Buffer => readFileSync(samplePath(set, name))
export const samplesOf = (set: SampleSet): readonly string[] =>
  readdirSync(join(folder, set))
    .filter((name) => /\.(ofd|pdf)$/.test(name))
    .sort()

const keys: Readonly<Record<string, { readonly certificate: string }>> = JSON.parse(
  readFileSync(samplePath('ofd-example', 'keys.json'), 'utf8'),
)

export const sampleCertificate = (name: string): Uint8Array => fromHex(keys[name]?.certificate ?? '')

export const sampleTrust: Trust = {
  roots: [parseCertificate(sampleCertificate('root'))],
  certificates: [parseCertificate(sampleCertificate('issuing'))],
  crls: [],
  now: new Date('2026-11-27T00:00:00Z'),
}
