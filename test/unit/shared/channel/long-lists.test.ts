import { StandardRPCJsonSerializer } from '@orpc/client/standard'
import { describe, expect, test } from 'vitest'
import { longLists } from '../../../../src/shared/channel/long-lists.ts'

const writer = new StandardRPCJsonSerializer({ customJsonSerializers: [longLists] })

const tokens = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: `令牌 "${at}"`, pairs: [{ signing: null, days: at }] }))

const written = (value: unknown): string => {
  const [json, meta] = writer.serialize(value)
  return JSON.stringify({ json, meta })
}

const readBy = (reader: StandardRPCJsonSerializer, text: string): unknown => {
  const arrived: { json: unknown; meta: ReturnType<typeof writer.serialize>[1] } = JSON.parse(text)
  return reader.deserialize(arrived.json, arrived.meta)
}

describe('a list on the channel of the contract', () => {
  const lists = [0, 1, 64, 65, 1_000].flatMap((count) => [
    tokens(count),
    { revision: 3, tokens: tokens(count), notices: [] },
    tokens(2).map((token) => ({ ...token, pairs: tokens(count) })),
  ])

  test('arrives as it was sent, long or short, alone or inside', () => {
    for (const list of lists) expect(readBy(writer, written(list))).toEqual(list)
  })

  test('is understood by a reader who knows nothing of long lists', () => {
    for (const list of lists) expect(readBy(new StandardRPCJsonSerializer(), written(list))).toEqual(list)
  })

  test('is not looked into when it is long', () => {
    const looked: number[] = []
    const watched = (count: number) =>
      tokens(count).map((token) => ({
        get id() {
          looked.push(count)
          return token.id
        },
      }))
    writer.serialize([watched(64), watched(65)])
    expect(looked).toEqual(Array(64).fill(64))
  })
})
