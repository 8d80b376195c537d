import { StandardRPCJsonSerializer } from '@orpc/client/standard'
import { describe, expect, test } from 'vitest'
import { longLists } from '../../../../src/shared/channel/long-lists.ts'

const serializer = new StandardRPCJsonSerializer({ customJsonSerializers: [longLists] })

const tokens = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: `令牌 "${at}"`, pairs: [{ signing: null, days: at }] }))

/** What the other end reads, and what went over the channel. */
const travelled = (value: unknown) => {
  const [json, meta] = serializer.serialize(value)
  const text = JSON.stringify({ json, meta })
  const arrived: { json: unknown; meta: typeof meta } = JSON.parse(text)
  return { read: serializer.deserialize(arrived.json, arrived.meta), json }
}

describe('a list on the channel of the contract', () => {
  test('arrives as it was sent, long or short, alone or among other things', () => {
    for (const count of [0, 1, 64, 65, 1_000]) {
      const sent = { revision: 3, tokens: tokens(count), notices: [] }
      expect(travelled(sent).read).toEqual(sent)
      expect(travelled(tokens(count)).read).toEqual(tokens(count))
    }
  })

  test('travels as one text when it is long', () => {
    expect(travelled({ tokens: tokens(64) }).json).toEqual({ tokens: tokens(64) })
    expect(travelled({ tokens: tokens(65) }).json).toEqual({ tokens: JSON.stringify(tokens(65)) })
  })

  test('is refused when something else comes in its place', () => {
    expect(() => serializer.deserialize({ tokens: 7 }, [[longLists.type, 'tokens']])).toThrow('as a text')
    expect(() => serializer.deserialize({ tokens: '[1,' }, [[longLists.type, 'tokens']])).toThrow('JSON')
  })
})
