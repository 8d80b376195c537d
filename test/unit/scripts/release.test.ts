import { describe, expect, it } from 'vitest'
import { settledBill } from '../../../scripts/release/bill.mjs'
import { comingSection, sectionOf } from '../../../scripts/release/change-log.mjs'
import { provenanceOf } from '../../../scripts/release/provenance.mjs'

const changeLog =
  '# Changes\n\n## Not yet released\n\n- coming\n\n## 0.10.0 (2026-12-01)\n- ten\n\n## 0.1.0\n- one\n'

describe('the section of a version', () => {
  it('is found by its whole number', () => {
    expect(sectionOf(changeLog, '0.1.0')).toBe('- one')
    expect(sectionOf(changeLog, '0.10.0')).toBe('- ten')
    expect(sectionOf(changeLog, '0.1')).toBeNull()
  })

  it('is for a dry run what is to come', () => {
    expect(comingSection(changeLog)).toBe('- coming')
  })
})

describe('the bill of materials', () => {
  const bill = (serialNumber: string, timestamp: string, name = 'a') => ({
    ...{ $schema: 's', bomFormat: 'CycloneDX', specVersion: '1.5', serialNumber, version: 1 },
    ...{ metadata: { timestamp }, components: [{ name }] },
  })

  it('is the same for the same content, whenever it was written', () => {
    const first = settledBill(bill('urn:uuid:1', '2026-01-01T00:00:00Z'), 1_764_288_000)
    expect(settledBill(bill('urn:uuid:2', '2026-02-02T00:00:00Z'), 1_764_288_000)).toEqual(first)
    expect(first.metadata.timestamp).toBe('2025-11-28T00:00:00.000Z')
    expect(first.serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    )
  })

  it('names the product, not the folder in which it lies', () => {
    const made = {
      ...bill('x', 'y'),
      metadata: { timestamp: 'y', component: { name: 'my-copy', version: '0.1.0' } },
    }
    expect(settledBill(made, 0).metadata.component).toEqual({
      ...{ name: 'cert-assistant', type: 'application', version: '0.1.0' },
    })
  })

  it('has another number for other content', () => {
    const numberOf = (name: string) => settledBill(bill('x', 'y', name), 0).serialNumber
    expect(numberOf('a')).not.toBe(numberOf('b'))
  })
})

describe('the provenance', () => {
  it('names every file with its hash, the commit and the lockfiles', () => {
    const statement = provenanceOf({
      files: [{ name: 'a.deb', sha256: '11' }],
      ...{ commit: 'abc', clean: true, version: '0.1.0', parameters: {}, tools: { node: 'v24' } },
      lockfiles: [{ name: 'package-lock.json', sha256: '22' }],
    })
    expect(statement).toMatchObject({
      ...{ _type: 'https://in-toto.io/Statement/v1', predicateType: 'https://slsa.dev/provenance/v1' },
      subject: [{ name: 'a.deb', digest: { sha256: '11' } }],
    })
    expect(statement.predicate.buildDefinition.resolvedDependencies).toEqual([
      { name: 'sources', digest: { gitCommit: 'abc' } },
      { name: 'package-lock.json', digest: { sha256: '22' } },
    ])
  })
})
