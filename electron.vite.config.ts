import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

/** Entries that are there; a room that is not built yet does not stop the others. */
const present = (entries: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(entries)
      .map(([name, path]) => [name, resolve(path)] as const)
      .filter(([, path]) => existsSync(path)),
  )

/** Native modules find their binaries beside themselves; electron-builder.yml packs the same ones. */
const external = ['pkcs11js', 'usb', 'koffi']

const main = present({
  index: 'src/main/shell/electron/main.ts',
  web: 'src/main/shell/web/main.ts',
  'token-host': 'src/native/host/token-host.ts',
  authority: 'src/ra/embedded.ts',
})

const pages = existsSync(resolve('src/renderer/main.tsx'))
  ? present({ index: 'src/renderer/index.html', operator: 'src/renderer/operator.html' })
  : {}

export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: main,
        external,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: present({ index: 'src/preload/index.ts' }),
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  ...(Object.keys(pages).length === 0
    ? {}
    : {
        renderer: {
          root: resolve('src/renderer'),
          plugins: [react()],
          build: {
            minify: true,
            // The pages come from the disk or the loopback address: one file is quicker than many.
            chunkSizeWarningLimit: 2_000,
            outDir: resolve('out/renderer'),
            // Everything comes as a file: the policy of the pages allows no inline script and no data: font.
            assetsInlineLimit: 0,
            modulePreload: { polyfill: false },
            rolldownOptions: { input: pages },
          },
        },
      }),
})
