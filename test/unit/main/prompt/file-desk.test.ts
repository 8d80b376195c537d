import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createFileDesk, createSaveDesk, type Intake } from '../../../../src/main/prompt/file-desk.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { partLength } from '../../../../src/shared/prompt/contract.ts'
import { refused } from '../refused.ts'

describe('a file that a person picked', () => {
  const setUp = () => {
    const told: string[] = []
    const intake: Intake<string> = (name, size) => {
      if (size > 9) throw new AssistantError('file-not-known')
      let text = ''
      return {
        take: (part) => {
          text += Buffer.from(part).toString()
        },
        end: () => {
          if (text === 'bad') throw new AssistantError('file-not-for-you')
          return `${name}: ${text}`
        },
      }
    }
    const desk = createFileDesk(intake, {
      ...{ begun: () => void told.push('begun'), more: () => void told.push('more') },
      done: (result) => void told.push(result),
    })
    return { desk, told }
  }
  const bytes = (text: string) => Buffer.from(text)

  it('is read part by part, up to its size', () => {
    const { desk, told } = setUp()
    const reading = desk.begin('a.txt', 4)
    desk.take(reading, 0, bytes('ab'))
    expect(() => desk.take(reading, 2, bytes('cde'))).toThrow(refused('input-invalid'))
    expect(() => desk.take(reading, 1, bytes('b'))).toThrow(refused('input-invalid'))
    expect(() => desk.take(reading, 3, bytes('d'))).toThrow(refused('input-invalid'))
    expect(() => desk.end(reading)).toThrow(refused('input-invalid'))
    desk.take(reading, 2, bytes('cd'))
    desk.end(reading)
    expect(told).toEqual(['begun', 'more', 'more', 'a.txt: abcd'])
    expect(() => desk.end(reading)).toThrow(refused('not-found'))
    expect(() => desk.take(reading, 4, bytes(''))).toThrow(refused('not-found'))
  })

  it('takes the place of the one before it', () => {
    const { desk, told } = setUp()
    const first = desk.begin('a.txt', 1)
    const second = desk.begin('b.txt', 1)
    expect(second).not.toBe(first)
    expect(() => desk.take(first, 0, bytes('a'))).toThrow(refused('not-found'))
    desk.take(second, 0, bytes('b'))
    desk.end(second)
    expect(told.at(-1)).toBe('b.txt: b')
  })

  it('may be another one if it cannot be the one, at its beginning or its end', () => {
    const { desk, told } = setUp()
    const reading = desk.begin('a.txt', 3)
    expect(() => desk.begin('long.txt', 10)).toThrow(refused('file-not-known'))
    expect(() => desk.take(reading, 0, bytes('bad'))).toThrow(refused('not-found'))
    const next = desk.begin('b.txt', 3)
    desk.take(next, 0, bytes('bad'))
    expect(() => desk.end(next)).toThrow(refused('file-not-for-you'))
    expect(told).toEqual(['begun', 'begun', 'more'])
  })
})

describe('a file for the person', () => {
  const setUp = (place: string | null, hasDialog = true) => {
    const bytes = new Uint8Array(partLength + 1).fill(7)
    const asked: string[] = []
    let saved = 0
    const choose = async (name: string) => {
      asked.push(name)
      return place
    }
    const desk = createSaveDesk({ name: 'a.p7m', bytes }, hasDialog ? choose : null, () => {
      saved += 1
    })
    return { desk, bytes, asked, saved: () => saved }
  }
  const home = mkdtempSync(join(tmpdir(), 'desk-'))

  it('goes where the person chooses, over what was there', async () => {
    const place = join(home, 'a.p7m')
    writeFileSync(place, 'before')
    const { desk, bytes, asked, saved } = setUp(place)
    expect(await desk.save(() => true)).toBe(true)
    expect([readFileSync(place).equals(bytes), asked, saved()]).toEqual([true, ['a.p7m'], 1])
  })

  it('goes nowhere if the person chooses no place, or nobody asks for it any more', async () => {
    const none = setUp(null)
    expect([await none.desk.save(() => true), none.saved()]).toEqual([false, 0])
    const place = join(home, 'b.p7m')
    const late = setUp(place)
    await expect(late.desk.save(() => false)).rejects.toEqual(refused('not-found'))
    expect([existsSync(place), late.saved()]).toEqual([false, 0])
  })

  it('goes to a browser in parts, and to no place', async () => {
    const { desk, saved } = setUp(null, false)
    expect([desk.part(0).length, desk.part(partLength).length, desk.part(partLength + 1).length]).toEqual([
      ...[partLength, 1, 0],
    ])
    await expect(desk.save(() => true)).rejects.toEqual(refused('input-invalid'))
    expect(saved()).toBe(0)
  })
})
