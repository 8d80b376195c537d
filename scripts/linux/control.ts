import type { Flavour } from './deb.ts'
import type { Product } from './product.ts'

/** What Electron's own programs load (electron-builder's default for debs), and what opens pages. */
const forElectron = [
  ...['libgtk-3-0 | libgtk-3-0t64', 'libnotify4', 'libnss3', 'libxss1', 'libxtst6', 'xdg-utils'],
  ...['libatspi2.0-0 | libatspi2.0-0t64', 'libuuid1', 'libsecret-1-0'],
]

/** Debian 10, from which UOS comes, calls libgcc-s1 libgcc1. */
const dependsOf = ({ inElectron }: Product, glibc: string): readonly string[] => [
  `libc6 (>= ${glibc})`,
  ...['libgcc-s1 | libgcc1', 'libstdc++6', 'libudev1'],
  ...(inElectron ? forElectron : []),
]

/** The package of each flavour: the store knows an application by the name of its package. */
export const packageName = ({ facts }: Product, flavour: Flavour): string =>
  flavour === 'store' ? facts.appId : facts.name

/** A long text in lines. */
export const folded = (words: string): string => words.replace(/(.{1,72})(?: |$)/g, '$1\n').trimEnd()

/** Each line of a long description begins with a space (Debian Policy 5.6.13). */
const indented = (words: string): string => folded(words).replace(/^/gm, ' ')

export const control = (product: Product, flavour: Flavour, bytes: number, glibc: string): string => {
  const other = packageName(product, flavour === 'store' ? 'enterprise' : 'store')
  const { maintainer, synopsis, description } = product.facts
  const fields = {
    Package: packageName(product, flavour),
    Version: product.version,
    Architecture: product.architecture,
    Maintainer: maintainer,
    'Installed-Size': String(Math.ceil(bytes / 1024)),
    Depends: dependsOf(product, glibc).join(', '),
    // The Ukeys' smart-card service.
    Recommends: ['pcscd', ...(product.inElectron ? [] : ['xdg-utils'])].join(', '),
    // Both flavours bring the same folder. One takes the other's place.
    Conflicts: other,
    Replaces: other,
    Section: 'utils',
    Priority: 'optional',
    Description: `${synopsis}\n${indented(`${description}.`)}`,
  }
  return Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('')
}
