import { describe, expect, it } from 'vitest'
import {
  type Manifest,
  manifest,
  manifestLimits,
  manifestPurpose,
  manifestSignatures,
  manifestText,
  productVersion,
  updateFileKey,
} from '../../../../src/shared/updates/manifest.ts'

const file = {
  system: 'windows',
  architecture: 'x64',
  kind: 'nsis',
  url: '1.2.3/setup.exe',
  size: 1,
  sha256: 'a'.repeat(64),
} as const
const whole: Manifest = {
  purpose: 'cert-assistant update 1',
  sequence: 1,
  issued: '2026-01-01T00:00:00Z',
  expires: '2026-01-02T00:00:00Z',
  version: '1.2.3',
  rollout: 100,
  minimum: { renew: '1.2.3' },
  notes: { zh: '说明', en: 'Notes' },
  files: [file],
}
const takes = (change: object): boolean => manifest.safeParse({ ...whole, ...change }).success
const takesFile = (change: object): boolean => takes({ files: [{ ...file, ...change }] })

describe('the limits of a manifest', () => {
  it('are these', () => {
    expect(manifestPurpose).toBe('cert-assistant update 1')
    expect(manifestLimits).toEqual({
      bytes: 65_536,
      signatureBytes: 4_096,
      files: 24,
      fileBytes: 1_073_741_824,
      notes: 4_000,
      signatures: 6,
      days: 100,
    })
  })
})

describe('a manifest', () => {
  it('is taken as it is', () => {
    expect(manifest.parse(whole)).toEqual(whole)
  })

  it.each(Object.keys(whole))('is refused without its %s', (name) => {
    expect(takes({ [name]: undefined })).toBe(false)
  })

  it.each<readonly [boolean, object]>([
    [false, { purpose: 'cert-assistant update 2' }],
    [false, { more: 1 }],
    [false, { sequence: 0 }],
    [true, { sequence: 2_000_000_000 }],
    [false, { sequence: 2_000_000_001 }],
    [false, { sequence: 1.5 }],
    [true, { rollout: 0 }],
    [false, { rollout: -1 }],
    [false, { rollout: 101 }],
    [false, { rollout: 0.5 }],
    [true, { minimum: {} }],
    [true, { minimum: { issue: '1.0.0', replacement: '1.2.2', renew: '1.2.3', upgrade: '0.9.9' } }],
    [false, { minimum: { renew: '1.2.4' } }],
    [false, { minimum: { issue: '1.0.0', upgrade: '1.3.0' } }],
    [false, { minimum: { unlock: '1.0.0' } }],
    [false, { minimum: { renew: '1' } }],
    [true, { files: [] }],
    [false, { issued: '2026-01-01T00:00:00.000Z' }],
    [false, { issued: '2026-01-01T00:00:00+08:00' }],
    [false, { issued: '2026-01-01' }],
    [true, { expires: '2026-01-01T00:00:01Z' }],
    [false, { expires: '2026-01-01T00:00:00Z' }],
    [false, { expires: '2025-12-31T23:59:59Z' }],
    [true, { expires: '2026-04-11T00:00:00Z' }],
    [false, { expires: '2026-04-11T00:00:01Z' }],
  ])('is taken (%s) with %j', (taken, change) => {
    expect(takes(change)).toBe(taken)
  })

  it.each<readonly [boolean, string]>([
    [true, 'x'],
    [false, ''],
    [true, 'two\nlines'],
    [false, 'two\r\nlines'],
    [false, 'a\ttab'],
    [false, 'turned \u202e around'],
    [false, 'private \ue000'],
    [false, 'unpaired \ud800'],
    [true, 'x'.repeat(4_000)],
    [false, 'x'.repeat(4_001)],
  ])('is taken (%s) with the notes %j in either language', (taken, text) => {
    expect(takes({ notes: { zh: text, en: 'x' } })).toBe(taken)
    expect(takes({ notes: { zh: 'x', en: text } })).toBe(taken)
  })

  it.each<readonly [boolean, object]>([
    [true, {}],
    [false, { more: 1 }],
    [false, { system: 'macos' }],
    [false, { architecture: 'mips' }],
    [false, { kind: 'dmg' }],
    [false, { size: 0 }],
    [false, { size: 1.5 }],
    [true, { size: 1_073_741_824 }],
    [false, { size: 1_073_741_825 }],
    [false, { sha256: 'a'.repeat(63) }],
    [false, { sha256: 'a'.repeat(65) }],
    [false, { sha256: 'A'.repeat(64) }],
    [true, { url: 'a' }],
    [true, { url: 'a/b/c/d' }],
    [false, { url: 'a/b/c/d/e' }],
    [false, { url: '' }],
    [false, { url: '../a' }],
    [false, { url: 'a/../b' }],
    [false, { url: 'a/.b' }],
    [false, { url: '/a' }],
    [false, { url: 'a/' }],
    [false, { url: 'a//b' }],
    [false, { url: 'https://example.cn/a' }],
    [false, { url: 'a%2e' }],
    [false, { url: 'a\\b' }],
    [true, { url: 'a'.repeat(200) }],
    [false, { url: 'a'.repeat(201) }],
  ])('is taken (%s) with a file of %j', (taken, change) => {
    expect(takesFile(change)).toBe(taken)
  })

  it('has one file for each system, architecture and kind', () => {
    expect(updateFileKey(file)).toBe('windows x64 nsis')
    expect(takes({ files: [file, { ...file, url: 'other' }] })).toBe(false)
    expect(takes({ files: [file, { ...file, architecture: 'arm64' }] })).toBe(true)
    expect(takes({ files: [file, { ...file, system: 'linux' }] })).toBe(true)
    expect(takes({ files: [file, { ...file, kind: 'appimage' }] })).toBe(true)
  })

  it('has as many files as there are systems, and no more than 24', () => {
    const all = (['windows', 'linux'] as const).flatMap((system) =>
      (['x64', 'arm64', 'ia32', 'loong64'] as const).flatMap((architecture) =>
        (['nsis', 'appimage'] as const).map((kind) => ({ ...file, system, architecture, kind })),
      ),
    )
    expect(all).toHaveLength(16)
    expect(takes({ files: all })).toBe(true)
    expect(takes({ files: Array.from({ length: 25 }, () => file) })).toBe(false)
  })

  it('is one text, with two spaces and one line break at its end', () => {
    const text = manifestText(whole)
    expect(text.startsWith('{\n  "purpose": "cert-assistant update 1",\n  "sequence": 1,\n')).toBe(true)
    expect(text.endsWith('\n}\n')).toBe(true)
    expect(JSON.parse(text)).toEqual(whole)
  })
})

describe('the version of a product', () => {
  it.each(['0.0.0', '1.2.3', '1.2.3.4', '10.20.30', '999999.0.0', '1.0.999999'])('may be %s', (text) => {
    expect(productVersion.safeParse(text).success).toBe(true)
  })

  it.each([
    '',
    '1',
    '1.2',
    '1.2.3.4.5',
    '01.2.3',
    '1.02.3',
    'v1.2.3',
    '1.2.3 ',
    '1.2.-3',
    '1000000.0.0',
    '1.2.3-a',
  ])('is not “%s”', (text) => {
    expect(productVersion.safeParse(text).success).toBe(false)
  })
})

describe('the signatures of a manifest', () => {
  const one = { key: 'b'.repeat(64), signature: Buffer.alloc(64).toString('base64') }
  const takesAll = (signatures: readonly object[]): boolean =>
    manifestSignatures.safeParse({ signatures }).success

  it('are one to six', () => {
    expect([0, 1, 6, 7].map((count) => takesAll(Array.from({ length: count }, () => one)))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  it.each([
    { key: 'b'.repeat(63) },
    { key: 'B'.repeat(64) },
    { signature: Buffer.alloc(63).toString('base64') },
    { signature: Buffer.alloc(67).toString('base64') },
    { signature: '!'.repeat(88) },
    { more: 1 },
  ])('are refused with %j', (change) => {
    expect(takesAll([{ ...one, ...change }])).toBe(false)
  })

  it('stand alone in their file', () => {
    expect(manifestSignatures.safeParse({ signatures: [one], more: 1 }).success).toBe(false)
  })
})
