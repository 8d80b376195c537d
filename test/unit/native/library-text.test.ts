import { describe, expect, it } from 'vitest'
import { fieldOf, textOf } from '../../../src/native/library-text.ts'

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'))
const utf8 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'utf8'))

describe('a label that a library tells', () => {
  it('is read as UTF-8, and as GBK where it is none', () => {
    expect(textOf(utf8('单位证书'))).toBe('单位证书')
    expect(textOf(hex('b5a5cebbd6a4cae9'))).toBe('单位证书')
    expect(textOf(utf8('Key 1'))).toBe('Key 1')
  })

  it('in GBK that happens to be UTF-8 of a foreign letter is read as Chinese', () => {
    expect(textOf(hex('d0a1'))).toBe('小')
    expect(textOf(hex('41d0a131'))).toBe('A小1')
  })

  it('in UTF-8 that mixes Chinese with foreign letters stays as it is', () => {
    expect(textOf(utf8('证书С'))).toBe('证书С')
    expect(textOf(utf8('é'))).toBe('é')
  })

  it('loses the blanks and zeros behind it, not those within', () => {
    expect(textOf(utf8('My Key \0 \t\0'))).toBe('My Key')
    expect(textOf(utf8(' a\0b'))).toBe(' a\0b')
    expect(textOf(utf8('\0\0'))).toBe('')
    expect(textOf(utf8(''))).toBe('')
  })
})

describe('a padded field', () => {
  it('ends before its blanks, and at the first zero: what follows is random memory', () => {
    expect(fieldOf('Maker Co.      ')).toBe('Maker Co.')
    expect(fieldOf('Maker \0random')).toBe('Maker')
    expect(fieldOf('Maker\0\uFFFD')).toBe('Maker')
    expect(fieldOf('\0Maker')).toBe('')
    expect(fieldOf(' Maker')).toBe(' Maker')
  })

  it('that lost its letters is shown as nothing', () => {
    expect(fieldOf('飞天\uFFFD')).toBe('')
    expect(fieldOf('')).toBe('')
  })
})
