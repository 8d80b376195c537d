import { expect, test } from 'vitest'
import { readStatement, type Statement, statementText } from '../../../../src/shared/web-signing/statement.ts'

const signIn: Statement = {
  origin: 'https://www.example.cn',
  time: '2026-11-27T03:04:05.678Z',
  nonce: '9wVnGkPrvJbeTbyxMXv0fA==',
  about: { purpose: 'sign-in' },
}
const sign: Statement = { ...signIn, about: { purpose: 'sign', sm3: '66C7F0F4'.repeat(8), length: 3 } }

test('a statement is read as it was written', () => {
  for (const statement of [signIn, sign]) expect(readStatement(statementText(statement))).toEqual(statement)
})

test('a statement is these lines and no others', () => {
  expect(statementText(signIn)).toBe(
    'Certificate Assistant statement 1\npurpose: sign-in\norigin: https://www.example.cn\n' +
      'time: 2026-11-27T03:04:05.678Z\nnonce: 9wVnGkPrvJbeTbyxMXv0fA==\n',
  )
})

test.each([
  ['a text around it', (text: string) => ` ${text}`],
  ['something after it', (text: string) => `${text}more`],
  ['no last line feed', (text: string) => text.slice(0, -1)],
  ['line ends of Windows', (text: string) => text.replaceAll('\n', '\r\n')],
  ['another version', (text: string) => text.replace('statement 1', 'statement 2')],
  ['another purpose', (text: string) => text.replace('purpose: sign-in', 'purpose: pay')],
  ['the purpose of a signature, but no content', (text: string) => text.replace('sign-in', 'sign')],
  ['a line feed in the origin', (text: string) => text.replace('.cn', '.cn\nnonce: x')],
  ['a nonce too short', (text: string) => text.replace(/nonce: .*/, 'nonce: AAAA')],
])('a statement with %s is none', (_, change) => {
  expect(readStatement(change(statementText(signIn)))).toBeNull()
})

test('a login with content is no statement', () => {
  expect(readStatement(statementText(sign).replace('purpose: sign\n', 'purpose: sign-in\n'))).toBeNull()
})
