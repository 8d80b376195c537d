import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../src/ra/refusal.ts'
import { raErrorCodes, raErrorKind, raErrorKinds, raErrorOf } from '../../../src/shared/ra-contract/errors.ts'

const folder = new URL('../../../src/ra/', import.meta.url)
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .join('\n')

describe('the errors of the contract', () => {
  it('each have a kind with a status', () => {
    for (const code of raErrorCodes) expect(raErrorKinds[raErrorKind(code)]).toBeGreaterThanOrEqual(400)
    expect(new Set(raErrorCodes).size).toBe(raErrorCodes.length)
  })

  it('are all raised by the authority', () => {
    expect(raErrorCodes.filter((code) => !sources.includes(`'${code}'`))).toEqual([])
  })
})

describe('a refusal that arrives', () => {
  const arrived = (code: string, params: object) => raErrorOf({ data: { code, params } })

  it('is read with its params', () => {
    const { code, params } = new Refusal('code-wrong', { triesLeft: 3 })
    expect(arrived(code, params)).toEqual({ code: 'code-wrong', params: { triesLeft: 3 } })
    expect(arrived('session-ended', {})).toEqual({ code: 'session-ended', params: {} })
  })

  it('may say more than was declared', () => {
    expect(arrived('code-wrong', { triesLeft: 3, hint: 'x' })?.code).toBe('code-wrong')
  })

  it('shows a dash where an older authority left a figure out', () => {
    expect(arrived('code-wrong', {})).toEqual({ code: 'code-wrong', params: { triesLeft: '–' } })
  })

  it.each([
    ['has a code of another contract', 'teapot', {}],
    ['carries something else than texts and numbers', 'code-wrong', { triesLeft: { toString: 'x' } }],
  ])('that %s is no refusal of this contract', (_, code, params) => {
    expect(arrived(code, params)).toBeNull()
  })
})
