import { expect, it } from 'vitest'
import { payPageOf } from '../../../../src/main/authority/pay-page.ts'

const issuer = { address: 'https://ra.example.cn', payHosts: ['pay.example.cn'] }

it('only pages at the hosts of the issuer are pages of a payment', () => {
  for (const address of ['https://pay.example.cn/order/1', 'https://pay.example.cn:8443/order/1'])
    expect(payPageOf(address, issuer)).toBe(address)
  for (const address of [
    'http://pay.example.cn/order/1',
    'https://pay.example.cn.evil.example/',
    'https://pay.example.cn@evil.example/',
    'https://evil.example/?pay.example.cn',
    'http://127.0.0.1:8080/pay',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'not an address',
  ])
    expect(payPageOf(address, issuer), address).toBeNull()
  expect(payPageOf('http://127.0.0.1:8080/pay', { address: 'embedded' })).toBe('http://127.0.0.1:8080/pay')
  expect(payPageOf('https://evil.example/pay', { address: 'embedded' })).toBeNull()
})

it('the address of a payment is shown as a browser writes it, and is short enough for a code', () => {
  expect(payPageOf('https://pay.example.cn/\u202Egnp.1', issuer)).toBe(
    'https://pay.example.cn/%E2%80%AEgnp.1',
  )
  expect(payPageOf(`https://pay.example.cn/${'付'.repeat(2000)}`, issuer)).toBeNull()
})
