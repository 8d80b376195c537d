import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

const native = join(import.meta.dirname, '../../../src/native')
const files = readdirSync(native, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
)
const textOf = (name: string): string => readFileSync(join(native, name), 'utf8')

const placeOf = (name: string): string => name.split(sep)[0] ?? ''

describe('inside src/native', () => {
  it.each(['host', 'keyring'])('%s does not know which ABI a library speaks', (folder) => {
    const words = /pkcs|skf|cryptoki|\bp11\b|\bCK[A-Z]?_|\bC_[A-Z]/i
    const mentions = files
      .filter((name) => placeOf(name) === folder)
      .flatMap((name) =>
        textOf(name)
          .split('\n')
          .filter((line) => words.test(line))
          .map((line) => `${name}: ${line.trim()}`),
      )
    expect(mentions).toEqual([])
  })
})
