import { expect, it } from 'vitest'
import { feedData } from '../../../../src/shared/updates/feed-data.ts'

const keys = ['ab'.repeat(32)]
const isGood = (address: string, page: string | null = null) =>
  feedData.safeParse({ address, page, keys }).success

it.each([
  'https://updates.example.cn/stable/update.json',
  'http://127.0.0.1:8080/update.json',
  'http://localhost/update.json',
  'http://[::1]:1/update.json',
])('a feed may be at %s', (address) => expect(isGood(address)).toBe(true))

it.each([
  'http://updates.example.cn/update.json',
  'http://127.0.0.1.example.cn/update.json',
  'http://localhost.example.cn/update.json',
  'ftp://127.0.0.1/update.json',
  'file:///tmp/update.json',
  'https://name@updates.example.cn/update.json',
  'https://updates.example.cn/?update.json',
  'https://updates.example.cn/#update.json',
  'https://updates.example.cn/update',
])('a feed may not be at %s', (address) => expect(isGood(address)).toBe(false))

it('an address needs a key, and a page needs https', () => {
  expect(feedData.safeParse({ address: 'https://x.cn/a.json', page: null, keys: [] }).success).toBe(false)
  expect(feedData.safeParse({ address: null, page: null, keys: [] }).success).toBe(true)
  expect(isGood('https://x.cn/a.json', 'http://x.cn/')).toBe(false)
  expect(isGood('https://x.cn/a.json', 'https://x.cn/')).toBe(true)
})
