import { describe, expect, it } from 'vitest'
import { packedResources, unpacked } from '../../../scripts/data.ts'

const configuration = (filter: string) => `asar: true
extraResources:
  - from: drivers
    to: drivers
    # a comment
    filter: [${filter}]
  - from: issuers
    to: issuers
electronFuses:
  runAsNode: false
`

describe('what the installers carry', () => {
  it('is read from the configuration of electron-builder', () => {
    expect(packedResources(configuration('"*.json", "families/*.json"'))).toEqual([
      { from: 'drivers', filters: ['*.json', 'families/*.json'] },
      { from: 'issuers', filters: ['**/*'] },
    ])
  })

  it('is reported if it lacks a data file that code loads', () => {
    expect(unpacked(configuration('"*.json", "families/*.json"'), ['drivers'])).toEqual([
      expect.stringContaining('drivers/readers/makers.json'),
    ])
    expect(unpacked('asar: true\n', ['issuers'])).not.toEqual([])
  })
})
