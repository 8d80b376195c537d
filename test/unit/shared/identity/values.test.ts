import { describe, expect, it } from 'vitest'
import {
  ageOn,
  bornOn,
  type DocumentKind,
  documentFault,
  isMinor,
  validityFault,
} from '../../../../src/shared/identity/documents.ts'
import { stepsOf } from '../../../../src/shared/identity/kinds.ts'
import { isPersonName, plainName, sameName } from '../../../../src/shared/identity/names.ts'
import { passwordFault } from '../../../../src/shared/identity/passwords.ts'
import { readPractitioners, readRegister } from '../../../../src/shared/identity/register-csv.ts'

const today = '2026-11-27'

describe('a number of a document', () => {
  it.each<readonly [DocumentKind, string]>([
    ['resident-id', '110105198804120040'],
    ['resident-id', '11010519880412 0040'],
    ['resident-id', '31011519760822311x'],
    ['resident-id', '３１０１１５１９７６０８２２３１１Ｘ'],
    ['hk-macao-permit', 'H12345678'],
    ['hk-macao-permit', 'm1234567801'],
    ['taiwan-permit', '12345678'],
    ['passport', 'E12345678'],
    ['passport', 'EA1234567'],
    ['passport', 'G12345678'],
    ['permanent-resident-id', 'USA110080010105'],
  ])('of kind %s may be %s', (kind, number) => {
    expect(documentFault(kind, number, today)).toBeNull()
  })

  it.each<readonly [DocumentKind, string, string]>([
    ['resident-id', '110105198804120041', 'check-digit'],
    ['resident-id', '110105198802300040', 'birthday'],
    ['resident-id', '110105209004120040', 'birthday'],
    ['resident-id', '910105198804120040', 'form'],
    ['resident-id', '11010519880412004', 'form'],
    ['hk-macao-permit', 'T12345678', 'form'],
    ['taiwan-permit', '1234567', 'form'],
    ['passport', 'EI1234567', 'form'],
    ['passport', 'X12345678', 'form'],
    ['permanent-resident-id', '911156198804120041', 'check-digit'],
    ['permanent-resident-id', '110105198804120040', 'form'],
  ])('of kind %s cannot be %s: %s', (kind, number, fault) => {
    expect(documentFault(kind, number, today)).toBe(fault)
  })

  it('tells the birthday, and whether the person is of age, to the day', () => {
    expect(bornOn('resident-id', '110105198804120040')).toBe('1988-04-12')
    expect(bornOn('passport', 'E12345678')).toBeNull()
    expect([ageOn('2008-11-27', today), ageOn('2008-11-28', today)]).toEqual([18, 17])
    expect([ageOn('2008-02-29', '2026-02-28'), ageOn('2008-02-29', '2026-03-01')]).toEqual([17, 18])
    expect(isMinor('taiwan-permit', '12345678', today)).toBe(false)
  })

  it.each([
    [{ from: '2020-01-01', to: null }, null],
    [{ from: '2020-01-01', to: today }, null],
    [{ from: today, to: today }, null],
    [{ from: '2020-01-01', to: '2026-11-26' }, 'over'],
    [{ from: '2026-11-28', to: null }, 'not-yet'],
    [{ from: '2026-01-01', to: '2020-01-01' }, 'wrong-order'],
  ])('with the validity %o is %s', (validity, fault) => {
    expect(validityFault(validity, today)).toBe(fault)
  })
})

describe('a name', () => {
  it.each([
    '王芳',
    '𠮷田㐂',
    '欧阳龘㐂',
    '阿依古丽·买买提',
    'Anne-Marie O’Brien',
    'José',
    'Ng Wai Ming',
    '\ue000田',
  ])('may be %s', (name) => expect(isPersonName(name)).toBe(true))
  it.each([
    '',
    '   ',
    '<b>王</b>',
    '王1',
    '王\u202e芳',
    '·王',
    '王\u0000',
    "'; DROP",
    '王@芳',
    '王'.repeat(101),
  ])('cannot be %j', (name) => expect(isPersonName(name)).toBe(false))
  it('is the same with another middle dot, width or space', () => {
    expect(plainName(' 阿依古丽 ・ 买买提 ')).toBe('阿依古丽·买买提')
    expect(sameName('ＡＢＣ公司', 'abc公司')).toBe(true)
    expect(sameName('北京（示例）公司', '北京(示例)公司')).toBe(true)
    expect(sameName('王芳', '王方')).toBe(false)
  })
})

describe('a new password', () => {
  it.each([
    ['Good-Pass-2026', null],
    ['abcDEF12', null],
    ['密码Abc123', null],
    ['Ab1-', 'too-short'],
    ['Ab1-'.repeat(20), 'too-long'],
    ['abcdefgh1', 'too-simple'],
    ['x13800000002X-', 'like-account'],
  ])('%s: %s', (password, fault) => {
    expect(passwordFault(password, ['13800000002', '王芳'])).toBe(fault)
  })
})

describe('a file of the register', () => {
  it('is read with quotes, tabs, a heading and a mark at its start', () => {
    const heading = '\ufeff统一社会信用代码,名称,类型,法定代表人,证件号码,备案\r\n'
    const text = `${heading}91320500MA1NEW101B,"苏州,""新芽""公司",企业,王芳,110105198804120040,\r\n\n91110108MA0AGEN015\t北京\tenterprise\t李军\t3101\t是`
    const { rows, bad } = readRegister(text)
    expect(bad).toEqual([])
    expect(rows.map(({ name, agency }) => [name, agency])).toEqual([
      ['苏州,"新芽"公司', false],
      ['北京', true],
    ])
  })
  it('names the lines that it cannot read', () => {
    expect(readRegister('9132,名,奇怪,王芳,1,\n,,,,,\n1,2').bad).toEqual([1, 3])
    expect(readPractitioners('1101,王芳,9111\n1102,李军')).toEqual({
      rows: [{ number: '1101', name: '王芳', agencyCode: '9111' }],
      bad: [2],
    })
    expect(readRegister('')).toEqual({ rows: [], bad: [] })
  })
})

it('every kind of dossier proves a phone before anybody is made an account', () => {
  for (const kind of ['person', 'entity', 'entity-without-code', 'agency'] as const)
    for (const purpose of ['registration', 'completion', 'appeal'] as const)
      expect(stepsOf({ purpose, kind })).toContain('phone')
})
