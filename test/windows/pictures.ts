import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** Where the pictures of the installer lie, for people to look at. */
export const folderOfPictures = join(import.meta.dirname, '..', '..', 'build', 'windows', 'pictures')

const tool = (display: string, ...args: readonly string[]): string =>
  spawnSync('xdotool', [...args], {
    env: { ...process.env, DISPLAY: display },
    encoding: 'utf8',
  }).stdout.trim()

/** A message is low, a page of the installer is high. */
const highestMessage = 250

const isMessage = (display: string, id: string): boolean => {
  const [, height] = /HEIGHT=(\d+)/.exec(tool(display, 'getwindowgeometry', '--shell', id)) ?? []
  return Number(height) < highestMessage
}

type Shown = { readonly thenPress: string; readonly kind?: 'message' | 'page' }

/** The windows of one program, in the order in which they come. The next program has a list of its own, because the numbers of windows come again. */
export const openPictures = (display: string, title = '证书助手') => {
  const seen = new Set<string>()
  /** Waits for a window of a kind that has not been seen yet, takes a picture of the screen and presses a key. */
  return async (name: string, { thenPress, kind = 'message' }: Shown): Promise<void> => {
    const end = performance.now() + 60_000
    for (;;) {
      const all = tool(display, 'search', '--onlyvisible', '--name', title).split('\n').filter(Boolean)
      const fresh = all.find((id) => !seen.has(id) && isMessage(display, id) === (kind === 'message'))
      if (fresh !== undefined) {
        seen.add(fresh)
        await pause(400)
        execFileSync('import', ['-window', 'root', join(folderOfPictures, `${name}.png`)], {
          env: { ...process.env, DISPLAY: display },
        })
        tool(display, 'windowfocus', fresh)
        tool(display, 'key', '--window', fresh, thenPress)
        return
      }
      if (performance.now() > end) throw new Error(`no window came for ${name}; there are: ${all.join()}`)
      await pause(100)
    }
  }
}
