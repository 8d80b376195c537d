// npm run shots [-- NAME…]: a picture of every screen in every state, light and dark, both languages, into shots/.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { launchBrowser, openCamera, type Scale, scales } from '../test/ui/scenes/camera.ts'
import { scenes } from '../test/ui/scenes/index.ts'
import { pagesFolder, root } from '../test/ui/scenes/pages.ts'
import { type Look, type Player, startPlayer } from '../test/ui/scenes/player.ts'
import { build } from './build.mjs'

const folder = process.env.SHOTS ?? join(root, 'shots')
const flags = process.argv.slice(2)
const quick = flags.includes('--quick')
const wanted = flags.filter((flag) => !flag.startsWith('--'))
const chosen = scenes.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)))

const looks: readonly Look[] = quick
  ? [{ language: 'zh-CN', theme: 'light' }]
  : (['zh-CN', 'en'] as const).flatMap((language) =>
      (['light', 'dark'] as const).map((theme) => ({ language, theme })),
    )
const isEnough = ({ language, theme }: Look): boolean => (language === 'zh-CN') === (theme === 'light')
/** The two scales people have in every look; the tight ones in one look of each language. */
const scalesFor = (look: Look): readonly Scale[] => {
  if (quick) return ['100']
  return isEnough(look) ? (Object.keys(scales) as Scale[]) : ['100', '150']
}

const shoot = async (
  player: Player,
  browser: Awaited<ReturnType<typeof launchBrowser>>,
  look: Look,
  scale: Scale,
) => {
  const camera = await openCamera(browser, player, look, scale)
  for (const scene of chosen) {
    const page = await camera.show(scene)
    await page.screenshot({ path: join(folder, `${scene.name}-${look.theme}-${look.language}-${scale}.png`) })
  }
  await camera.close()
}

if (!process.env.PAGES) build()
await mkdir(folder, { recursive: true })
const player = await startPlayer(pagesFolder)
const browser = await launchBrowser()
try {
  for (const look of looks) for (const scale of scalesFor(look)) await shoot(player, browser, look, scale)
  const views = looks.reduce((sum, look) => sum + scalesFor(look).length, 0)
  console.log(`${chosen.length * views} pictures in ${folder}`)
} finally {
  await browser.close()
  await player.close()
}
