import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { pdfjsFiles } from './scripts/pdfjs-files.mjs'

/** Native modules find their binaries beside themselves. electron-builder.yml packs the same ones. */
const external = ['koffi', 'pkcs11js', 'usb']

export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          index: resolve('src/main/shell/electron/main.ts'),
          web: resolve('src/main/shell/web/main.ts'),
          'token-host': resolve('src/native/host/token-host.ts'),
          'skf-host': resolve('src/native/skf-host.ts'),
          'pfx-opener': resolve('src/native/pfx/pfx-opener.ts'),
          'document-worker': resolve('src/main/documents/file-work/document-worker.ts'),
          'drawing-worker': resolve('src/main/documents/drawing/drawing-worker.ts'),
          authority: resolve('src/ra/embedded.ts'),
          'demo-money': resolve('src/ra/demo-money/demo-money.ts'),
          console: resolve('src/main/shell/console/main.ts'),
        },
        external,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: resolve('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve('src/renderer'),
    plugins: [react(), pdfjsFiles()],
    worker: { format: 'es' },
    build: {
      minify: true,
      // The pages come from the disk or the loopback address, so one file is quicker than many.
      chunkSizeWarningLimit: 2_000,
      outDir: resolve('out/renderer'),
      // Everything comes as a file, because the policy of the pages allows no inline script and no data: font.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: {
          index: resolve('src/renderer/index.html'),
          operator: resolve('src/renderer/operator.html'),
        },
      },
    },
  },
})
