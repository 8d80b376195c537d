import { readFileSync } from 'node:fs'
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import { openApiDocument } from '../../../src/ra/openapi.ts'

describe('the OpenAPI document', () => {
  it('equals the present contract', async () => {
    expect(readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8')).toBe(
      await openApiDocument(),
    )
  })

  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator()
    const result = await validator.validate(JSON.parse(await openApiDocument()))
    expect(result).toMatchObject({ valid: true })
    expect(validator.version).toBe('3.1')
  })

  it('says each limit once, and asks for no body where none is needed', async () => {
    const document = await openApiDocument()
    expect(document).not.toContain('exclusiveM')
    const { paths } = JSON.parse(document) as {
      paths: Record<string, { delete?: { requestBody?: unknown } }>
    }
    const deleted = Object.values(paths).flatMap((one) => one.delete ?? [])
    expect(deleted.length).toBeGreaterThan(1)
    expect(deleted.filter(({ requestBody }) => requestBody !== undefined)).toEqual([])
  })
})
