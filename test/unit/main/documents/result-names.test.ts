import { describe, expect, it } from 'vitest'
import {
  againNames,
  device,
  messageNames,
  openedNames,
  signatureNames,
  stampedNames,
} from '../../../../src/main/documents/file-work/result-names.ts'

const firstTwo = (names: Iterable<string>): readonly string[] => {
  const found: string[] = []
  for (const name of names) if (found.push(name) === 2) break
  return found
}

describe('the name of a result', () => {
  it.each([
    ['a signature', signatureNames('合同.pdf'), ['合同.pdf.p7s', '合同.pdf(1).p7s']],
    ['a sealed file', messageNames('合同.pdf'), ['合同.pdf.p7m', '合同.pdf(1).p7m']],
    ['one more signer', againNames('合同.pdf.p7s'), ['合同.pdf.p7s', '合同.pdf(1).p7s']],
    [
      'one more signer of a numbered result',
      againNames('合同.pdf(3).sig'),
      ['合同.pdf.sig', '合同.pdf(1).sig'],
    ],
    ['one more signer of a name without an ending', againNames('合同'), ['合同.p7s', '合同(1).p7s']],
    ['one more signer of a strange ending', againNames('合同.txt'), ['合同.p7s', '合同(1).p7s']],
    [
      'one more signer of a number that a person gave',
      againNames('报告(2).p7s'),
      ['报告(2).p7s', '报告(2)(1).p7s'],
    ],
    ['a seal', stampedNames('合同.pdf', '(已签章)'), ['合同(已签章).pdf', '合同(已签章)(1).pdf']],
    ['a seal on a name without an ending', stampedNames('合同', '-x'), ['合同-x', '合同-x(1)']],
    ['an opened file', openedNames('合同.pdf.p7m', '-开'), ['合同.pdf', '合同(1).pdf']],
    [
      'an opened file of a numbered result',
      openedNames('合同.pdf(12).p7m', '-开'),
      ['合同.pdf', '合同(1).pdf'],
    ],
    ['an opened file of any known ending', openedNames('a.txt.PEM', '-开'), ['a.txt', 'a(1).txt']],
    ['an opened file without a known ending', openedNames('a.bin', '-开'), ['a-开.bin', 'a-开(1).bin']],
    ['an opened file that would be hidden', openedNames('.env.p7m', '-开'), ['.env-开', '.env-开(1)']],
    ['an opened file that would have no name', openedNames('.p7m', '-开'), ['-开', '-开(1)']],
    ['an opened file that would end with a full stop', openedNames('a..p7m', '-开'), ['a-开.', 'a-开(1).']],
    ['an opened file that would end with a space', openedNames('a .p7m', '-开'), ['a -开', 'a -开(1)']],
    [
      'an opened file that Windows takes for a device',
      openedNames('CON.txt.p7m', '-开'),
      ['CON-开.txt', 'CON-开(1).txt'],
    ],
  ])('for %s', (_, names, expected) => {
    expect(firstTwo(names)).toEqual(expected)
  })

  it('takes as many bytes as a file system does, and a longer one is refused before anything is written', () => {
    const longest = 'a'.repeat(255 - '.p7s'.length)
    expect([...(signatureNames(longest)[Symbol.iterator]().next().value ?? '')]).toHaveLength(255)
    const tooLong = expect.objectContaining({ code: 'document-name-too-long' })
    expect(() => firstTwo(signatureNames(longest))).toThrow(tooLong)
    expect(() => firstTwo(signatureNames(`${longest}a`))).toThrow(tooLong)
    expect(() => firstTwo(signatureNames('合'.repeat(84)))).toThrow(tooLong)
  })

  it('is numbered up to 9999, and then there is none', () => {
    const all = [...messageNames('a')]
    expect(all).toHaveLength(10_000)
    expect(all.at(-1)).toBe('a(9999).p7m')
  })

  it.each(['con', 'PRN', 'aux.txt', 'nul', 'COM1', 'com¹.x', 'lpt9', 'LPT0'])('%s is a device', (name) => {
    expect(device.test(name)).toBe(true)
  })

  it.each(['control', 'xcon', 'com', 'com10', 'lptx', 'a.con'])('%s is no device', (name) => {
    expect(device.test(name)).toBe(false)
  })
})
