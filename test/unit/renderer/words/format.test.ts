import { describe, expect, it } from 'vitest'
import {
  dateOf,
  dateTimeOf,
  deviceName,
  grouped,
  keptName,
  makerName,
  secondsOf,
  sizeOf,
  tokenName,
  yuanOf,
} from '../../../../src/renderer/words/format.ts'
import { texts } from '../../../../src/shared/text/index.ts'

const zh = texts('zh-CN')

describe('a moment', () => {
  it('is shown by the calendar of this computer, with two digits each', () => {
    const at = new Date(2027, 0, 5, 7, 8, 9).toISOString()
    expect(dateOf(at)).toBe('2027-01-05')
    expect(dateTimeOf(at)).toBe('2027-01-05 07:08:09')
    const late = new Date(2027, 11, 31, 23, 59, 59).toISOString()
    expect(dateTimeOf(late)).toBe('2027-12-31 23:59:59')
  })

  it.each(['', 'tomorrow', '2027-13-01T00:00:00Z'])('%j, which is none, is shown as it is', (text) => {
    expect([dateOf(text), dateTimeOf(text)]).toEqual([text, text])
  })
})

it.each([
  ['3F2A91C07D5E48B6', '3F2A 91C0 7D5E 48B6'],
  ['3F:2A:91-C0 7D', '3F2A 91C0 7D'],
  ['3F2', '3F2'],
  ['3F2A', '3F2A'],
  ['', ''],
])('the serial number %j is read in groups of four', (serial, shown) => {
  expect(grouped(serial)).toBe(shown)
})

it.each([
  [0, null],
  [0.99, null],
  [1, '1.0'],
  [4.94, '4.9'],
  [5, '5'],
  [59.6, '60'],
])('%d seconds are shown as %j', (seconds, shown) => {
  expect(secondsOf(seconds)).toBe(shown)
})

it.each([
  [0, '0'],
  [1, '0.01'],
  [100, '1'],
  [5_000, '50'],
  [10_050, '100.50'],
  [123_456_789, '1234567.89'],
])('%d fen are %s yuan', (fen, yuan) => {
  expect(yuanOf(fen)).toBe(yuan)
})

it.each([
  [0, '1 KB'],
  [1, '1 KB'],
  [1_499, '1 KB'],
  [1_500, '2 KB'],
  [820_000, '820 KB'],
  [999_999, '1000 KB'],
  [1_000_000, '1.0 MB'],
  [1_440_000, '1.4 MB'],
])('%d bytes are shown as %s', (bytes, shown) => {
  expect(sizeOf(bytes)).toBe(shown)
})

describe('a token', () => {
  const token = (more: Partial<Parameters<typeof tokenName>[0]> = {}) => ({
    ...({ kind: 'ukey', nickname: null, label: '商标证书', vendor: '明华', model: 'eKey 3000' } as const),
    ...more,
  })
  const names = (one: ReturnType<typeof token>) =>
    [makerName, deviceName, tokenName].map((name) => name(one, zh))

  it('is called by its maker, by what it is and by what is written on it', () => {
    expect(names(token())).toEqual(['明华 eKey 3000', '明华 eKey 3000', '商标证书'])
  })

  it('is called as the person calls it, except where its maker is named', () => {
    expect(names(token({ nickname: '出纳' }))).toEqual(['明华 eKey 3000', '出纳', '出纳'])
    expect(names(token({ kind: 'soft', nickname: '出纳' }))).toEqual(['软证书', '出纳', '出纳'])
  })

  it('that tells little is called by what it tells', () => {
    expect(names(token({ label: '', model: '' }))).toEqual(['明华', '明华', '明华'])
    expect(names(token({ label: '', model: '', vendor: '' }))).toEqual(['Ukey', 'Ukey', 'Ukey'])
  })

  it('that is a file is never called by the label, which is the program’s own', () => {
    expect(names(token({ kind: 'soft', label: '王芳 · 1a2b' }))).toEqual(['软证书', '软证书', '软证书'])
    expect(keptName({ tokenKind: 'soft', tokenName: '王芳 · 1a2b' }, zh)).toBe('软证书')
    expect(keptName({ tokenKind: 'ukey', tokenName: '商标证书' }, zh)).toBe('商标证书')
  })
})
