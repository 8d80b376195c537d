import { describe, expect, it } from 'vitest'
import type { Place } from '../../../src/native/skf/connections.ts'
import { readSeals } from '../../../src/native/skf/files.ts'
import { Handle } from '../../../src/native/skf/handles.ts'
import { SAR } from '../../../src/native/skf/numbers.ts'
import { Refusal } from '../../../src/native/skf/results.ts'

/** A key whose library fails like this when it is asked for its files. */
const failing = (error: Error): Place => {
  const read = () => {
    throw error
  }
  return {
    library: { has: () => true, read },
    application: new Handle('application', 1n),
  } as unknown as Place
}

describe('the seals on a key', () => {
  it('are none if its library refuses to list files: the certificates are shown all the same', () => {
    expect(readSeals(failing(new Refusal('SKF_EnumFiles', SAR.NOTSUPPORTYETERR)))).toEqual([])
  })

  it('are not known if the key is gone or the assistant itself failed, and that is said', () => {
    for (const error of [new Refusal('SKF_EnumFiles', SAR.DEVICE_REMOVED), new TypeError('a mistake')])
      expect(() => readSeals(failing(error))).toThrow(error)
  })
})
