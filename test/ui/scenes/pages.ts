import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '..', '..', '..')

/** The built pages; PAGES names another build of them. */
export const pagesFolder = process.env.PAGES ?? join(root, 'out', 'renderer')
