import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pagesDoor } from '../../../../src/ra/http/pages-door.ts'
import { visitTo } from './visits.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pages-'))
  mkdirSync(join(folder, 'assets', 'folder.js'), { recursive: true })
  writeFileSync(join(folder, 'operator.html'), '<meta name="csp-nonce" content="">')
  writeFileSync(join(folder, 'secret.js'), 'no')
  for (const name of ['a.js', 'a.css', 'a.svg', 'a.png', 'a.woff2', 'a.txt', '.a.js']) {
    writeFileSync(join(folder, 'assets', name), name)
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const visit = async (path: string, method = 'GET', dir = folder) => {
  const made = visitTo({ path, method })
  return { ...made, found: await pagesDoor(dir)(made.visit) }
}

describe('the door of the pages', () => {
  it.each([
    ['a.js', 'text/javascript; charset=utf-8'],
    ['a.css', 'text/css; charset=utf-8'],
    ['a.svg', 'image/svg+xml'],
    ['a.png', 'image/png'],
    ['a.woff2', 'font/woff2'],
  ])('gives %s for ever', async (name, type) => {
    for (const path of [`/assets/${name}`, `/operator/assets/${name}`]) {
      const { told, trace, found } = await visit(path)
      expect([found, told.status, String(told.body), trace.route]).toEqual([true, 200, name, 'pages'])
      expect(told.headers).toMatchObject({
        ...{ 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' },
      })
    }
  })

  it.each([
    ['/assets/a.txt', 'GET'],
    ['/assets/none.js', 'GET'],
    ['/assets/.a.js', 'GET'],
    ['/assets/../secret.js', 'GET'],
    ['/assets/..%2Fsecret.js', 'GET'],
    ['/assets/folder.js', 'GET'],
    ['/assets/a.js', 'POST'],
    ['/operator/', 'POST'],
    ['/operators', 'GET'],
    ['/x/assets/a.js', 'GET'],
    [`/assets/a${'b'.repeat(118)}.js`, 'GET'],
  ])('does not give %s by %s', async (path, method) => {
    const { told, found } = await visit(path, method)
    expect([found, told.status]).toEqual([false, 0])
  })

  it('leads to the page', async () => {
    const { told, trace } = await visit('/operator')
    expect([told.status, told.headers.location, trace.route]).toEqual([308, '/operator/', 'pages'])
    expect((await visit('/operatorx')).trace.route).toBe('unknown')
  })

  it('gives the page with a nonce of this answer', async () => {
    const page = async () => {
      const { told } = await visit('/operator/')
      const nonce = /content="([^"]+)"/.exec(String(told.body))?.[1] ?? ''
      expect(Buffer.from(nonce, 'base64')).toHaveLength(16)
      expect(told.headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}';`)
      expect(told.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';")
      expect(told.headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
      })
      return nonce
    }
    expect(await page()).not.toBe(await page())
    expect((await visit('/operator/', 'GET', join(folder, 'assets'))).found).toBe(false)
  })
})
