import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actionOf } from '../../../../src/shared/help/action.ts'
import { type Block, blocksOf, type Span } from '../../../../src/shared/help/markdown.ts'

const textOf = (spans: readonly Span[]): string => spans.map(({ text }) => text).join('')
const allText = (blocks: readonly Block[]): string =>
  blocks
    .map((block) => (block.kind === 'list' ? block.items.map(textOf).join('\n') : textOf(block.spans)))
    .join('\n')

describe('the small markdown of articles', () => {
  it('has paragraphs, headings, lists, strong words and code', () => {
    expect(blocksOf('一段\n两行\n\n## 标题\n\n1. 先\n2. 后\n\n- 甲\n- **乙**和`丙`')).toEqual([
      { kind: 'paragraph', spans: [{ kind: 'plain', text: '一段\n两行' }] },
      { kind: 'heading', spans: [{ kind: 'plain', text: '标题' }] },
      {
        ...{ kind: 'list', ordered: true },
        items: [[{ kind: 'plain', text: '先' }], [{ kind: 'plain', text: '后' }]],
      },
      {
        ...{ kind: 'list', ordered: false },
        items: [
          [{ kind: 'plain', text: '甲' }],
          [
            { kind: 'strong', text: '乙' },
            { kind: 'plain', text: '和' },
            { kind: 'code', text: '丙' },
          ],
        ],
      },
    ])
  })

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[点这里](javascript:alert(1))',
    '![图](https://x.cn/a.png)',
    '<a href="https://x.cn">x</a>',
    '&lt;b&gt;',
  ])('shows %s as it stands', (markup) => {
    expect(blocksOf(markup)).toEqual([{ kind: 'paragraph', spans: [{ kind: 'plain', text: markup }] }])
  })

  it('cuts a text without end, and is not slow with one that opens and never closes', () => {
    expect(allText(blocksOf('长'.repeat(100_000))).length).toBe(8_000)
    expect(allText(blocksOf('**`'.repeat(100_000))).length).toBeLessThanOrEqual(8_000)
  })

  it('loses no letter of any text and adds none', () => {
    const letters = (text: string) => text.replace(/[\s#*`\-.0-9]/g, '')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        expect(letters(allText(blocksOf(text)))).toBe(letters(text))
      }),
    )
  })
})

describe('the action of an article', () => {
  it('is a place, or a page of a token', () => {
    expect(actionOf('diagnosis/drivers')).toEqual({
      kind: 'place',
      place: { page: 'diagnosis', step: 'drivers' },
    })
    expect(actionOf('unlock')).toEqual({ kind: 'token', page: 'unlock' })
  })

  it.each(['', 'prompt', 'certificate', 'javascript:alert(1)', '//x.cn', 'settings/nothing'])(
    'is not %j',
    (word) => {
      expect(actionOf(word)).toBeNull()
    },
  )
})
