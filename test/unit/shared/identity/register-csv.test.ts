import { describe, expect, it } from 'vitest'
import { readPractitioners, readRegister } from '../../../../src/shared/identity/register-csv.ts'

const line = (name: string) => `91320500MA1NEW101B,${name},企业,王芳,110105198804120040,是`
const namesIn = (text: string) => readRegister(text).rows.map(({ name }) => name)

describe('a file of the register', () => {
  it.each([
    ['quotes inside a cell', '北京"示例"公司', '北京"示例"公司'],
    ['a quote at the end of a cell', '示例公司"', '示例公司"'],
    ['a quoted cell', '"北京,示例"', '北京,示例'],
    ['doubled quotes in a quoted cell', '"北京""示例""公司"', '北京"示例"公司'],
  ])('with %s keeps the whole name', (_, written, name) => {
    expect(namesIn(`${line('甲')}\r\n${line(written)}\r\n${line('乙')}\r\n`)).toEqual(['甲', name, '乙'])
  })

  it('with a quote that never ends says from which line on it cannot be read', () => {
    expect(readRegister(`${line('甲')}\n${line('"乙')}\n${line('丙')}`)).toMatchObject({
      rows: [{ name: '甲' }],
      bad: [2],
    })
  })

  it('with letters behind a closed quote is not guessed at', () => {
    expect(readRegister(line('"北京"示例'))).toMatchObject({ rows: [], bad: [1] })
  })

  it.each(['"北京\n示例"', '北京\u202e示例', '北京\u200b示例', '长'.repeat(201)])(
    'with the name %j is not read',
    (name) => {
      expect(readRegister(line(name))).toMatchObject({ rows: [], bad: [1] })
    },
  )

  it('counts lines as editors do, also behind a cell of two lines and an empty line', () => {
    expect(readRegister(`${line('"甲\n乙"')}\n\n${line('')}\n`).bad).toEqual([1, 4])
  })

  it('leaves out a heading, with tabs and old line ends as well', () => {
    const { rows, bad } = readPractitioners(
      '\uFEFF证件号码\t姓名\t代理机构\r110105198804120040\t王芳\t91110108MA0AGEN015\r',
    )
    expect(rows).toEqual([{ number: '110105198804120040', name: '王芳', agencyCode: '91110108MA0AGEN015' }])
    expect(bad).toEqual([])
  })
})
