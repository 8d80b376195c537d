import { crc32, deflateSync } from 'node:zlib'
import type { FeedContent } from '../../shared/announcements/feed.ts'
import { publish } from '../feed/publication.ts'
import type { Store } from '../store/store.ts'

/** A domain that is nobody's (RFC 2606), because nothing of the demonstration has a page of its own. */
const nowhere = 'https://example.org/'

/** Says what the demonstration can show; nothing in it is true of a real authority. */
const demoFeed = (day: string): FeedContent => ({
  issuerId: 'demo',
  notices: [
    {
      id: 'welcome',
      publishedOn: day,
      title: { zh: '欢迎使用演示机构', en: 'Welcome to the demonstration authority' },
      text: {
        zh: '这里的证书、订单和付款都是演示，不具有法律效力。可以放心地试着签发、续期、补办和解锁。',
        en: 'Certificates, orders and payments here are for trying out and have no legal effect. Feel free to issue, renew, replace and unlock.',
      },
      link: null,
    },
    {
      id: 'sample-page',
      publishedOn: day,
      title: { zh: '演示公告：点开后在浏览器中查看网页', en: 'Sample notice with a page in the browser' },
      text: null,
      link: nowhere,
    },
  ],
  pictures: [
    {
      id: 'guide',
      title: { zh: '示例图片：使用指南', en: 'Sample picture: guide' },
      link: nowhere,
      base64: drawn([31, 98, 128], [111, 177, 204]),
    },
    {
      id: 'service',
      title: { zh: '示例图片：服务介绍', en: 'Sample picture: services' },
      link: nowhere,
      base64: drawn([47, 125, 91], [108, 194, 154]),
    },
  ],
  programs: [],
})

/** The demonstration's feed, unless something was published. */
export async function seedDemoFeed(store: Store, now: number): Promise<void> {
  if ((await store.meta('feed')) !== null) return
  await publish(store, demoFeed(new Date(now).toISOString().slice(0, 10)), now)
}

type Colour = readonly [number, number, number]

const width = 320
const height = 96

/** A picture of two colours in PNG (ISO 15948): a slope, from which the pictures can be told apart. */
function drawn(one: Colour, other: Colour): string {
  const rows = Array.from({ length: height }, (_, y) => {
    const row = Array.from({ length: width }, (_, x) => ((x + 2 * y) % 192 < 120 ? one : other)).flat()
    return Buffer.from([0, ...row])
  })
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  const parts = [chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.concat(rows))), chunk('IEND')]
  return Buffer.concat([signature, ...parts]).toString('base64')
}

function chunk(name: string, content: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(content.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
