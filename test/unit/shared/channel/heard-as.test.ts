import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { heardAs } from '../../../../src/shared/channel/heard-as.ts'

const shape = z.object({ names: z.array(z.string()).readonly() }).readonly()

describe('what another process said', () => {
  it('is what its shape takes', () => {
    expect(heardAs(shape, { names: ['a'] })).toMatchObject({ success: true, data: { names: ['a'] } })
  })

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a text', 'names'],
    ['a list of numbers', { names: [1] }],
    ['bytes in place of the list', { names: Uint8Array.of(1, 2) }],
    ['bytes of another width', { names: new Float64Array(2) }],
    ['bytes in place of all', Uint8Array.of(1)],
  ])('is refused and throws nothing if it is %s', (_, message) => {
    expect(heardAs(shape, message)).toMatchObject({ success: false, error: expect.any(Error) })
  })
})
