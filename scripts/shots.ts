// npm run shots [-- NAME…]: a picture of every screen in every state, light and dark, both languages, into shots/.
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { launchBrowser, openCamera, type Scale, scales } from '../test/ui/scenes/camera.ts'
import { scenes } from '../test/ui/scenes/index.ts'
import { type Look, type Player, startPlayer } from '../test/ui/scenes/player.ts'

const root = resolve(import.meta.dirname, '..')
const folder = join(root, 'shots')
const flags = process.argv.slice(2)
const quick = flags.includes('--quick')
const wanted = flags.filter((flag) => !flag.startsWith('--'))
const chosen = scenes.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)))

const looks: readonly Look[] = quick
  ? [{ language: 'zh-CN', theme: 'light' }]
  : (['zh-CN', 'en'] as const).flatMap((language) =>
      (['light', 'dark'] as const).map((theme) => ({ language, theme })),
    )
const wantedScales: readonly Scale[] = quick ? ['100'] : (Object.keys(scales) as Scale[])

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

await mkdir(folder, { recursive: true })
const player = await startPlayer(process.env.SHOTS_PAGES ?? join(root, 'out', 'renderer'))
const browser = await launchBrowser()
try {
  for (const look of looks) for (const scale of wantedScales) await shoot(player, browser, look, scale)
  console.log(`${chosen.length * looks.length * wantedScales.length} pictures in ${folder}`)
} finally {
  await browser.close()
  await player.close()
}
