import { describe, expect, it } from 'vitest'
import { createSearch, type Findable } from '../../../../src/shared/search/index.ts'
import { syllablesOf } from '../../../../src/shared/search/pinyin.ts'
import { pinyinReadings } from '../../../../src/shared/search/pinyin-readings.ts'

const thing = (id: string, title: string, rest: Partial<Findable> = {}): Findable => ({
  ...{ id, title, keywords: [], body: '', codes: [] },
  ...rest,
})

const find = createSearch([
  thing('backup', '怎样备份软证书', { keywords: ['恢复'] }),
  thing('locked', 'PIN 码被锁定了', { keywords: ['解锁', '锁死'], codes: ['P03'] }),
  thing('reinstall', '重装系统之后', { keywords: ['本机密钥'] }),
  thing('key', '插了 Ukey，却没有显示', { keywords: ['不识别'], body: '请换一个接口再试。' }),
  thing('notes', '更新说明与更新记录'),
  thing('update', '版本', { keywords: ['更新'] }),
  thing('renew', '证书续期怎样办理', { keywords: ['renew a certificate'] }),
])
const first = (question: string): string | undefined => find(question, 3)[0]

describe('what is searched for', () => {
  it.each([
    ['软证书备份', 'backup', 'its own words in another order'],
    ['备分', 'backup', 'letters that sound the same'],
    ['贝芬', 'backup', 'the sound alone'],
    ['更新', 'update', 'the whole name of one thing, a part of the name of another'],
    ['bfrzs', 'backup', 'initials, with the word of asking left out'],
    ['beifen', 'backup', 'whole syllables'],
    ['czxt', 'reinstall', 'initials of a letter with two readings'],
    ['zzxt', 'reinstall', 'its other reading'],
    ['p03', 'locked', 'a code in small letters'],
    ['提示P03怎么办', 'locked', 'a code in a sentence'],
    ['Ｐ０３', 'locked', 'a code in full width'],
    ['U盾不识别', 'key', 'another name of the same thing'],
    ['换接口', 'key', 'words of the body'],
    ['renewing certific', 'renew', 'words that are not finished'],
  ])('%s finds %s: %s', (question, id) => {
    expect(first(question)).toBe(id)
  })

  it.each(['', '   ', '？？？', '怎么办', '的', '😀😀', '\u0000', '..*+?^()|[]\\'])(
    'nothing is found for %j, and nothing fails',
    (question) => {
      expect(find(question, 3)).toEqual(expect.any(Array))
    },
  )

  it('finds nothing for words that stand nowhere', () => {
    expect(find('qqqqq', 3)).toEqual([])
  })

  it('reads only the beginning of a question that was pasted by mistake', () => {
    expect(find(`备份${'，'.repeat(300)}重装系统`, 3)).toEqual(find('备份', 3))
  })

  it('gives no more than was asked for', () => {
    expect(find('证书 PIN 系统 Ukey', 2)).toHaveLength(2)
  })
})

describe('the readings of letters', () => {
  const lines = pinyinReadings
    .trim()
    .split('\n')
    .map((line) => line.split(' '))

  it('cover GB 2312, two for a letter at most', () => {
    const letters = lines.flatMap(([, all = '']) => [...all])
    expect(new Set(letters).size).toBe(6763)
    const counts = [...Map.groupBy(letters, (letter) => letter).values()].map((all) => all.length)
    expect(Math.max(...counts)).toBe(2)
  })

  it('agree with the order of ICU, which others keep, in nearly all initials', () => {
    const { compare } = new Intl.Collator('zh-CN-u-co-pinyin')
    /** The first letter of each initial in that order. */
    const beginnings = [...'阿八嚓哒妸发旮哈讥咔垃妈拿噢妑七呥扨它穵夕丫帀']
    const initials = [...'abcdefghjklmnopqrstwxyz']
    const initialOf = (letter: string): string =>
      initials[beginnings.findLastIndex((beginning) => compare(letter, beginning) >= 0)] ?? ''
    const letters = [...new Set(lines.flatMap(([, all = '']) => [...all]))]
    const others = letters.filter(
      (letter) => !syllablesOf(letter).some((one) => one.startsWith(initialOf(letter))),
    )
    expect(others.length / letters.length).toBeLessThan(0.02)
  })
})
