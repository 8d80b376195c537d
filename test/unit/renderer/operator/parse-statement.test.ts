import { describe, expect, it } from 'vitest'
import { parseStatement } from '../../../../src/renderer/operator/statement/parse-statement.ts'

const right = {
  reference: 'B20261127-1',
  payerAccount: '6222000000000001',
  payerName: '北京示例知识产权代理有限公司',
  amountFen: 1_000_050,
  paidOn: '2026-11-27',
  note: '续期',
}

describe('a statement', () => {
  it.each([
    ['commas', 'B20261127-1,6222000000000001,北京示例知识产权代理有限公司,10000.5,2026-11-27,续期'],
    ['tabs', 'B20261127-1\t6222 0000 0000 0001\t北京示例知识产权代理有限公司\t10,000.50\t2026/11/27\t续期'],
    ['quotes', '"B20261127-1","6222000000000001","北京示例知识产权代理有限公司","10,000.50",20261127,续期'],
    [
      'full width',
      'B20261127-1，６２２２００００００００００００１，北京示例知识产权代理有限公司，１００００．５０，2026年11月27日，续期'.replace(
        '００００００００００００１',
        '０００００００００００１',
      ),
    ],
  ])('is read with %s', (_, text) => {
    expect(parseStatement(text)).toEqual([{ row: 1, line: right, fault: null }])
  })

  it('may have a heading, empty lines, a mark of its encoding and no notes', () => {
    const text = '\uFEFF流水号,付款账号,户名,金额,日期\r\n\r\nA1,6222000000000001,王芳,1,2026-11-27\r\n'
    expect(parseStatement(text)).toMatchObject([{ row: 3, line: { amountFen: 100, note: '' } }])
  })

  it.each([
    ['columns', 'A1,6222000000000001,王芳'],
    ['reference', ',6222000000000001,王芳,1,2026-11-27'],
    ['account', 'A1,62220000-1,王芳,1,2026-11-27'],
    ['name', 'A1,6222000000000001,,1,2026-11-27'],
    ['amount', 'A1,6222000000000001,王芳,-1,2026-11-27'],
    ['amount', 'A1,6222000000000001,王芳,0.00,2026-11-27'],
    ['amount', 'A1,6222000000000001,王芳,1.005,2026-11-27'],
    ['date', 'A1,6222000000000001,王芳,1,2026-02-30'],
    ['date', 'A1,6222000000000001,王芳,1,昨天'],
  ] as const)('names the %s that is wrong, with its line', (fault, text) => {
    expect(parseStatement(`A0,6222000000000001,王芳,1,2026-11-27\n${text}`)[1]).toEqual({
      row: 2,
      text,
      fault,
    })
  })

  it('takes a number once', () => {
    const line = 'A1,6222000000000001,王芳,1,2026-11-27'
    expect(parseStatement(`${line}\n${line}`).map(({ fault }) => fault)).toEqual([null, 'twice'])
  })
})
