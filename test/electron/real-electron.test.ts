import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from 'playwright-core'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')

/** Electron's own program, if it has been downloaded. */
const electronProgram = (): string | null => {
  const folder = join(root, 'node_modules', 'electron')
  const named = join(folder, 'path.txt')
  if (!existsSync(named)) return null
  const program = join(folder, 'dist', readFileSync(named, 'utf8').trim())
  return existsSync(program) ? program : null
}

const reasonAgainst = (program: string | null): string | null => {
  if (program === null)
    return "Electron's binary is not here (npx install-electron fetches it); the stand-in was tested instead"
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY)
    return 'there is no display (run the tests under xvfb-run); the stand-in was tested instead'
  return null
}

describe('the product in a real Electron', () => {
  it('shows its page, hides when closed, comes back with a second start, and quits', async ({
    task,
    skip,
  }) => {
    const program = electronProgram()
    const reason = reasonAgainst(program)
    if (program === null || reason !== null) {
      Object.assign(task.meta, { reason })
      console.log(`skipped: the product in a real Electron: ${reason}`)
      return skip(reason ?? '')
    }
    const home = mkdtempSync(join(tmpdir(), 'cert-assistant-home-'))
    const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root, '--home', home]
    const product = await _electron.launch({ executablePath: program, args })
    const page = await product.firstWindow()
    await page.getByText('请插入 Ukey').first().waitFor()
    expect(page.url()).toMatch(/^app:\/\/assistant\//)
    expect(await page.evaluate(() => Object.keys(window.assistant ?? {}))).toEqual([
      'connect',
      'send',
      'pathOf',
    ])
    const visible = () =>
      product.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false)
    await product.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    await expect.poll(visible).toBe(false)
    await product.evaluate(({ app }) => app.emit('second-instance', {}, [], '', null))
    await expect.poll(visible).toBe(true)
    const ended = new Promise((resolve) => product.process().once('exit', resolve))
    await product.evaluate(({ app }) => app.quit()).catch(() => undefined)
    expect(await ended).toBe(0)
  }, 60_000)
})
