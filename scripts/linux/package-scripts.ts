import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './facts.ts'
import { appFolder, type Product, programOf } from './product.ts'

const folder = join(root, 'installer', 'linux')

export type PackageScript = { readonly name: string; readonly text: string }

const part = (name: string): string => readFileSync(join(folder, 'parts', `${name}.sh`), 'utf8').trimEnd()

/** The scripts that one kind of package runs, with the parts that they share and the program that they end. */
export const packageScripts = (kind: 'deb' | 'rpm', product: Product): readonly PackageScript[] =>
  readdirSync(join(folder, kind))
    .sort()
    .map((file) => ({
      name: file.replace('.sh', ''),
      text: readFileSync(join(folder, kind, file), 'utf8')
        .replace(/^# part: (\S+)$/gm, (_, name: string) => part(name))
        .replaceAll('@PROGRAM@', programOf(product))
        .replaceAll('@FOLDER@', appFolder(product)),
    }))
