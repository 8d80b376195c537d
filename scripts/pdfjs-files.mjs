import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './node24.mjs'

const from = join(root, 'node_modules', 'pdfjs-dist')

/**
 * Files that pdf.js asks for by name while it draws: the character maps of Chinese, Japanese and Korean fonts, fonts
 * that every reader must have, and its decoders of JBIG2, fax and JPEG 2000 in plain JavaScript. They keep their names.
 */
const wanted = [
  ['cmaps', /\.bcmap$|^LICENSE$/],
  ['standard_fonts', /\.(pfb|ttf)$|^LICENSE/],
  ['wasm', /_nowasm_fallback\.js$|^LICENSE_(PDFJS_)?(JBIG2|OPENJPEG)$/],
]

const files = wanted.flatMap(([folder, pattern]) =>
  readdirSync(join(from, folder))
    .filter((name) => pattern.test(name))
    .map((name) => `${folder}/${name}`),
)

/** Puts them beside the built pages, under pdfjs/. */
export const pdfjsFiles = () => ({
  name: 'pdfjs-files',
  generateBundle() {
    for (const name of files)
      this.emitFile({ type: 'asset', fileName: `pdfjs/${name}`, source: readFileSync(join(from, name)) })
  },
  configureServer({ middlewares }) {
    middlewares.use('/pdfjs', (request, response, next) => {
      const name = decodeURIComponent(request.url ?? '').slice(1)
      if (!files.includes(name)) return next()
      response.end(readFileSync(join(from, name)))
    })
  },
})
