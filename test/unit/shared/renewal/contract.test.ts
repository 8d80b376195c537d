import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { identityContract } from '../../../../src/shared/identity/contract.ts'
import { uploadPurpose } from '../../../../src/shared/ra-contract/identity-values.ts'
import { raLimits } from '../../../../src/shared/ra-contract/limits.ts'
import { renewalContract } from '../../../../src/shared/renewal/contract.ts'

const accepts = (procedure: { readonly '~orpc': { readonly inputSchema?: unknown } }, input: object) => {
  const schema = procedure['~orpc'].inputSchema
  if (!(schema instanceof z.ZodType)) throw new Error('the procedure takes nothing')
  return schema.safeParse(input).success
}

const scanOf = (bytes: number) => Buffer.alloc(bytes).toString('base64')

const [purpose] = uploadPurpose.options

/** Where a window hands a scan over, and what else the call takes. */
const roads = {
  'a renewal': (base64: string) =>
    accepts(renewalContract.upload, { issuerId: 'bjca', fileName: 'a.pdf', base64 }),
  'a dossier': (base64: string) =>
    accepts(identityContract.upload, { key: 'a', purpose, fileName: 'a.pdf', base64 }),
}

describe('the scan that a window hands over', () => {
  it.each(Object.entries(roads))('for %s may have the largest size that an authority takes', (_, takes) => {
    expect(takes(scanOf(raLimits.pdf))).toBe(true)
    // A little more comes through, too, so that it is refused in words and not as a broken message.
    expect(takes(scanOf(raLimits.pdf + 512))).toBe(true)
    expect(takes(scanOf(raLimits.pdf + 2048))).toBe(false)
  })
})
