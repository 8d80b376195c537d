import { expect, it } from 'vitest'
import { isPayPage } from '../../../../src/main/authority/pay-page.ts'
import { isOlder } from '../../../../src/main/renewal/versions.ts'

it.each([
  ['4.7.5', '4.7.6', true],
  ['4.10.0', '4.7.6', false],
  ['4.7.6', '4.7.6', false],
  ['4.7', '4.7.6', true],
  ['0.1.0-beta', '0.1', false],
  ['unknown', '4.7.6', false],
])('%s is older than %s: %s', (version, wanted, older) => expect(isOlder(version, wanted)).toBe(older))

it('only pages at the hosts of the issuer are pages of a payment', () => {
  const issuer = { address: 'https://ra.example.cn', payHosts: ['pay.example.cn'] }
  const is = (address: string) => isPayPage(address, issuer)
  expect(is('https://pay.example.cn/order/1')).toBe(true)
  expect(is('https://pay.example.cn:8443/order/1')).toBe(true)
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
    expect(is(address), address).toBe(false)
  expect(isPayPage('http://127.0.0.1:8080/pay', { address: 'embedded' })).toBe(true)
  expect(isPayPage('https://evil.example/pay', { address: 'embedded' })).toBe(false)
})
