// Builds src/extension into out/extension/chromium and out/extension/firefox, each to be loaded as it is.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { locales, manifestFor } from '../src/extension/manifest.ts'
import { root } from './node24.mjs'

const room = join(root, 'src', 'extension')
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

const script = (name, outDir) =>
  build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ...{ outDir, emptyOutDir: false, target: 'es2022', minify: false },
      lib: { entry: join(room, `${name}.ts`), formats: ['iife'], name, fileName: () => `${name}.js` },
    },
  })

const texts = (words) => Object.fromEntries(Object.entries(words).map(([key, message]) => [key, { message }]))

for (const kind of ['chromium', 'firefox']) {
  const outDir = join(root, 'out', 'extension', kind)
  for (const name of ['background', 'content']) await script(name, outDir)
  for (const [locale, words] of Object.entries(locales)) {
    mkdirSync(join(outDir, '_locales', locale), { recursive: true })
    writeFileSync(join(outDir, '_locales', locale, 'messages.json'), JSON.stringify(texts(words), null, 1))
  }
  writeFileSync(join(outDir, 'manifest.json'), JSON.stringify(manifestFor(kind, version), null, 1))
  copyFileSync(join(root, 'src/main/shell/electron/installer/icon.png'), join(outDir, 'icon.png'))
}
