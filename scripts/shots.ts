// npm run shots [-- NAME…] [--quick]: a picture of every screen in every state, in every look, into shots/.
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { launchBrowser, openCamera, type Scale, scales } from '../test/ui/scenes/camera.ts'
import { scenes } from '../test/ui/scenes/index.ts'
import { pagesFolder, root } from '../test/ui/scenes/pages.ts'
import { type Look, startPlayer } from '../test/ui/scenes/player.ts'
import { stop } from './say.mjs'

type Roll = { readonly look: Look; readonly scale: Scale }

const folder = process.env.SHOTS ?? join(root, 'shots')
const flags = process.argv.slice(2)
const quick = flags.includes('--quick')
const wanted = flags.filter((flag) => !flag.startsWith('--'))
const chosen = scenes.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
if (chosen.length === 0) stop(`No scene is named so. There are: ${scenes.map(({ name }) => name).join(', ')}`)

const looks: readonly Look[] = (['zh-CN', 'en'] as const).flatMap((language) =>
  (['light', 'dark'] as const).map((theme) => ({ language, theme })),
)

/** The two scales that people use are shot in every look; the narrow ones in one look of each language. */
const scalesFor = ({ language, theme }: Look): readonly Scale[] =>
  (language === 'zh-CN') === (theme === 'light') ? (Object.keys(scales) as Scale[]) : ['100', '150']

const everyRoll: readonly Roll[] = looks.flatMap((look) => scalesFor(look).map((scale) => ({ look, scale })))
const rolls: readonly Roll[] = quick
  ? [{ look: { language: 'zh-CN', theme: 'light' }, scale: '100' }]
  : everyRoll

const failed: string[] = []
let taken = 0

const shoot = async (browser: Browser, pages: string, { look, scale }: Roll): Promise<void> => {
  const player = await startPlayer(pages)
  const camera = await openCamera(browser, player, look, scale)
  for (const scene of chosen) {
    const name = `${scene.name}-${look.theme}-${look.language}-${scale}`
    try {
      const page = await camera.show(scene)
      await page.screenshot({ path: join(folder, `${name}.png`) })
      taken += 1
    } catch (error) {
      failed.push(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : error}`)
    }
  }
  await camera.close()
  await player.close()
}

/** Takes pictures in two sets at a time, because the smallest machine has two cores. */
const shootAll = async (browser: Browser, pages: string): Promise<void> => {
  const queue = [...rolls]
  const lane = async () => {
    for (let roll = queue.shift(); roll; roll = queue.shift()) await shoot(browser, pages, roll)
  }
  await Promise.all([lane(), lane()])
}

// A copy of its own, because somebody may build again while the pictures are taken.
const pages = await mkdtemp(join(tmpdir(), 'cert-assistant-pages-'))
await cp(pagesFolder, pages, { recursive: true })
await mkdir(folder, { recursive: true })
const browser = await launchBrowser()
try {
  await shootAll(browser, pages)
} finally {
  await browser.close()
  await rm(pages, { recursive: true, force: true })
}
console.log(`${taken} pictures in ${folder}`)
for (const line of failed) console.error(line)
process.exitCode = failed.length > 0 ? 1 : 0
