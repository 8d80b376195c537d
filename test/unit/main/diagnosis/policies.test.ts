import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ownPolicyFile, policyFiles } from '../../../../src/main/diagnosis/policies.ts'
import { computer } from './step-world.ts'

const { top, put } = computer()
const found = () => policyFiles({ root: top(), platform: 'linux' })

describe('the policies of browsers', () => {
  it.each([
    ['chrome', 'etc/opt/chrome/policies/managed/a.json'],
    ['chromium', 'etc/chromium/policies/managed/a.json'],
    ['chromium', 'etc/chromium-browser/policies/managed/a.json'],
    ['edge', 'etc/opt/edge/policies/managed/a.json'],
    ['firefox', 'etc/firefox/policies/policies.json'],
    ['firefox', 'usr/lib/firefox/distribution/policies.json'],
  ])('%s are read from %s', (browser, name) => {
    const file = put(name, { a: 1 })
    expect(found()).toEqual([{ browser, file, content: { a: 1 } }])
  })

  it('come in the order of their names, Firefox last', () => {
    const files = [
      put('etc/opt/edge/policies/managed/b.json', {}),
      put('etc/opt/edge/policies/managed/a.json', {}),
      put('etc/opt/chrome/policies/managed/z.json', {}),
      put('etc/firefox/policies/policies.json', {}),
    ]
    expect(found().map(({ file }) => file)).toEqual([2, 1, 0, 3].map((at) => files[at]))
  })

  it('are in files of JSON alone', () => {
    put('etc/opt/chrome/policies/managed/a.json.bak', {})
    put('etc/opt/chrome/policies/managed/a.txt', {})
    put('etc/firefox/policies/other.json', {})
    expect(found()).toEqual([])
  })

  it.each(['', '{', 'null', '[]', '1', '"a"'])('that say %s say nothing', (text) => {
    put('etc/opt/chrome/policies/managed/a.json', text)
    expect(found()).toMatchObject([{ browser: 'chrome', content: null }])
  })

  it('in whose place is a folder say nothing', () => {
    mkdirSync(join(top(), 'etc/firefox/policies/policies.json'), { recursive: true })
    expect(found()).toMatchObject([{ browser: 'firefox', content: null }])
  })

  it('are not looked for on other systems', () => {
    put('etc/firefox/policies/policies.json', {})
    expect(policyFiles({ root: top(), platform: 'win32' })).toEqual([])
  })
})

it.each([
  ['chrome', '/r/etc/opt/chrome/policies/managed/cert-assistant.json'],
  ['chromium', '/r/etc/chromium/policies/managed/cert-assistant.json'],
  ['edge', '/r/etc/opt/edge/policies/managed/cert-assistant.json'],
  ['firefox', null],
] as const)('our own policy for %s is %s', (browser, file) => {
  expect(ownPolicyFile('/r', browser)).toBe(file)
})
