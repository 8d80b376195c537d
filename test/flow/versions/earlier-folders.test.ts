import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type LivedIn, liveIn, openFolder } from '../../house/data-folder.ts'
import { freshHome } from '../../ui/web-shell-process.ts'

// The folder of each version before was lived in with that version itself (CONTRIBUTING.md, "A release").
const root = join(import.meta.dirname, '../../..')
const kept = join(root, 'test/data/data-folders')
const releases = [...readFileSync(join(root, 'CHANGELOG.md'), 'utf8').matchAll(/^## (\d[\d.]*)/gm)].map(
  ([, version = '']) => version,
)
const folders = readdirSync(kept, { withFileTypes: true }).filter((entry) => entry.isDirectory())

/** Opens it with today's product, and lets that finish what was cut off. */
const opens = async (home: string, expected: LivedIn): Promise<void> => {
  const { client, where, stop } = await openFolder(home)
  const { settings, tokens, transactions, notices } = await where(
    (one) => one.settled && one.tokens.length > 0 && one.transactions.length > 0,
  )
  expect(notices.filter(({ report }) => /damaged|newer/.test(report?.code ?? ''))).toEqual([])
  expect(settings.language).toBe(expected.language)
  const mine = tokens.find(({ pairs }) => pairs[0]?.signing?.serial === expected.serial)
  expect(mine?.pairs[0]?.usable).toBe(true)
  const { after: tries } = await client.pin.verify({ tokenId: mine?.id ?? '', pin: expected.pin })
  expect(tries?.triesLeft).toBe(10)
  const history = await client.history.list({})
  expect(history.map(({ kind }) => kind).reverse()).toEqual(expected.history)
  const open = transactions.find(({ waiting }) => waiting?.for === 'person')
  await client.transactions.resume({
    ...{ transactionId: open?.id ?? '', pin: { entry: 'typed', pin: expected.pinOfOpen } },
  })
  const after = await where((one) =>
    one.transactions.some(({ id, state }) => id === open?.id && state === 'done'),
  )
  expect(after.tokens.filter(({ pairs }) => pairs[0]?.usable).length).toBe(2)
  await stop()
}

const copied = (version: string): string => {
  const home = freshHome()
  cpSync(join(kept, version), home, { recursive: true })
  return home
}

describe('a data folder of a version before', () => {
  it('is kept for each version that was released', () => {
    expect(releases.filter((version) => !existsSync(join(kept, version)))).toEqual([])
  })
  it.each(folders.map(({ name }) => name))(
    'of %s opens with everything in it, and its business goes on',
    async (version) => {
      await opens(copied(version), JSON.parse(readFileSync(join(kept, `${version}.json`), 'utf8')))
    },
  )
  it('so does one that this version has just written', async () => {
    const home = freshHome()
    await opens(home, await liveIn(home))
  })
})
