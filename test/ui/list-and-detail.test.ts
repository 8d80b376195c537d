import { describe, expect, it } from 'vitest'
import { pair, pinWith, snapshotWith, soft, ukey } from '../world.ts'
import { openStage, sceneNamed } from './stage.ts'

const stage = openStage()
const tokens = [
  ukey({ pin: pinWith({ triesLeft: 4, triesMax: 6 }) }),
  soft({ pairs: [pair('expiring', { id: 'c2', tokenId: 'soft-1', days: 9, holder: '王芳' })] }),
]
const listed = { name: 'listed', hash: '#/certificates', state: snapshotWith({ tokens }) }

describe('证书与 Ukey', () => {
  it('is a list and one token in full', async () => {
    const page = await stage.show(listed)
    const list = page.getByRole('navigation', { name: 'Ukey 与软证书' })
    expect(await list.getByRole('button').count()).toBe(2)
    expect(await page.getByRole('article').count()).toBe(1)
    await list.getByText('即将到期').waitFor()
    const other = list.getByRole('button', { name: '王芳' })
    expect(await other.getAttribute('aria-current')).toBeNull()
    await other.click()
    expect(await other.getAttribute('aria-current')).toBe('true')
    await page.getByRole('article').getByText('7B20 C4E1 9A3D 5F68').waitFor()
    expect(await page.getByRole('article').count()).toBe(1)
  })

  it('keeps what was chosen beside the list, however long the list is', async () => {
    const page = await stage.show(sceneNamed('bad-twelve-listed'))
    const last = page.getByRole('navigation', { name: 'Ukey 与软证书' }).getByRole('button').last()
    await last.click()
    const heading = page.getByRole('article').getByRole('heading', { name: '第12代理有限公司' })
    const box = await heading.boundingBox()
    expect(box && box.y >= 0 && box.y < 700).toBe(true)
  })

  it('shows the tries of a PIN as dots beside the words', async () => {
    const page = await stage.show(listed)
    await page.getByRole('article').getByText('●●●●○○').waitFor()
    await page.getByRole('article').getByText('PIN 还可试 4 次').waitFor()
  })

  it('keeps the chosen token when another is plugged in, and takes the first when it is gone', async () => {
    let change: (tokens: typeof listed.state.tokens) => void = () => {}
    const page = await stage.show({
      ...listed,
      act: async (shown, state) => {
        await shown.getByRole('button', { name: '王芳' }).click()
        change = (next) => state.change({ tokens: next })
      },
    })
    const current = page.locator('nav [aria-current="true"]')
    change([ukey({ id: 'ukey-9', serial: 'NEW9' }), ...tokens])
    await page.getByText('NEW9').waitFor()
    expect(await current.textContent()).toContain('王芳')
    change(tokens.slice(0, 1))
    await page.getByRole('article').getByText('●●●●○○').waitFor()
  })
})
