import type { authority as original } from './words.zh-cn.ts'

export const authority: typeof original = {
  deskTitle: 'The demonstration sends no real messages and takes no real money',
  deskMeaning: 'Codes, payments and reviews are on its operator page. Log in there as this operator.',
  operator: 'Operator',
  password: 'Password',
  open: 'Open the operator page',
  fillIn: 'Fill in the demonstration account',
}
