import { describe, expect, it } from 'vitest'
import { buildOn } from '../../../../src/main/house/house.ts'

const setUp = () => {
  const lives: string[] = []
  const part = <Service>(name: string, service: Service) => ({
    service,
    start: () => void lives.push(`start ${name}`),
    stop: () => void lives.push(`stop ${name}`),
  })
  return { lives, part }
}

describe('the house of the application', () => {
  it('gives each part the services that were added before it', () => {
    const { part } = setUp()
    const house = buildOn({ ground: 1 })
      .add('first', ({ ground }: { readonly ground: number }) => part('first', ground + 1))
      .add('second', ({ first }: { readonly first: number }) => part('second', first + 1))
    expect(house.built).toEqual({ ground: 1, first: 2, second: 3 })
  })

  it('starts in the order of building and stops in reverse', () => {
    const { lives, part } = setUp()
    const house = buildOn({})
      .add('a', () => part('a', null))
      .add('still', () => ({ service: null }))
      .add('b', () => part('b', null))
    house.start()
    house.stop()
    expect(lives).toEqual(['start a', 'start b', 'stop b', 'stop a'])
  })

  it('stops every part even if one fails, and then says so', () => {
    const { lives, part } = setUp()
    const fail = () => {
      throw new Error('a slip')
    }
    const house = buildOn({})
      .add('a', () => part('a', null))
      .add('b', () => ({ service: null, start: fail, stop: fail }))
      .add('c', () => part('c', null))
    expect(house.start).toThrow('a slip')
    expect(house.stop).toThrow('a slip')
    expect(lives).toEqual(['start a', 'start c', 'stop c', 'stop a'])
  })

  it('has no two parts of one name', () => {
    const house = buildOn({}).add('a', () => ({ service: 1 }))
    expect(() => house.add('a', () => ({ service: 2 }))).toThrow('two parts are called a')
  })
})
