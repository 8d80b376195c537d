import { describe, expect, it } from 'vitest'
import { visible, visibleLines, visibleName } from '../../../src/shared/visible.ts'

describe('a name', () => {
  it.each([
    ['王芳\u202eexe', '王芳⟨U+202E⟩exe'],
    ['李\u200b四', '李⟨U+200B⟩四'],
    ['\ufeff银行', '⟨U+FEFF⟩银行'],
    ['a\nb\tc\u0000', 'a⟨U+000A⟩b⟨U+0009⟩c⟨U+0000⟩'],
    ['a\u2066b\u2069', 'a⟨U+2066⟩b⟨U+2069⟩'],
    ['a\u00adb\u034fc\u3164d\ufe0f', 'a⟨U+00AD⟩b⟨U+034F⟩c⟨U+3164⟩d⟨U+FE0F⟩'],
    ['a\u{e0041}', 'a⟨U+E0041⟩'],
    ['a\ud800b', 'a⟨U+D800⟩b'],
    ['a\ue000b', 'a⟨U+E000⟩b'],
    ['a\u00a0b\u2003c\u2800d', 'a␣b␣c␣d'],
    ['a\u2028b\u2029', 'a⟨U+2028⟩b⟨U+2029⟩'],
  ])('%j shows what hides in it', (text, shown) => expect(visible(text)).toBe(shown))

  it.each(['王芳', '内蒙古 某某　公司', '𠮷野', 'Müller & Söhne (GmbH)', 'ᠮᠣᠩᠭᠣᠯ', '👍', ''])(
    '%j stays as it is',
    (text) => expect(visible(text)).toBe(text),
  )

  it('that was made visible does not change again', () => {
    const once = visible('a\u202eb\u00a0c')
    expect(visible(once)).toBe(once)
  })

  it('of a line shows what hides in it, and everything else as it is', () => {
    expect(visibleName('王芳 <wang@example.cn>')).toBe('王芳 <wang@example.cn>')
    expect(visibleName('王芳\u202eexe')).toBe('王芳⟨U+202E⟩exe')
    expect(visibleName('a\nb\u007f')).toBe('a⟨U+000A⟩b⟨U+007F⟩')
  })

  it('is cut where nobody reads on, between letters', () => {
    expect(visibleName('王'.repeat(200))).toBe('王'.repeat(200))
    expect(visibleName('𠮷'.repeat(40_000))).toMatch(/^𠮷{200}…$/u)
    // Names that hide a lot must not become longer than the models of what is shown allow.
    expect(visibleName('\u202e'.repeat(40_000))).toMatch(/^(?:⟨U\+202E⟩){25}…$/)
    expect(visibleName('\u202e'.repeat(25))).toBe('⟨U+202E⟩'.repeat(25))
    expect(visibleName('\u{e0041}'.repeat(40_000)).length).toBeLessThan(402)
  })
})

it('a text of several lines keeps its line breaks and nothing else', () => {
  expect(visibleLines('a\r\nb\nc\rd\u0085')).toBe('a\nb\nc⟨U+000D⟩d⟨U+0085⟩')
})
