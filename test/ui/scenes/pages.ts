import { dirname, resolve } from 'node:path'
import { builtFile } from '../../built.ts'

export const root = resolve(import.meta.dirname, '..', '..', '..')

/** The built pages. PAGES can name another build of them. */
export const pagesFolder = process.env.PAGES ?? dirname(builtFile('renderer', 'index.html'))
