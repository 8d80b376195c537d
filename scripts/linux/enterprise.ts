import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { manifestOf } from '../../src/main/browser-extension/registration.ts'
import { loadDrivers } from '../../src/native/drivers/load.ts'
import { nativeHost } from '../../src/shared/web-signing/relay-wire.ts'
import { metainfo } from './entries.ts'
import { root } from './facts.ts'
import { type Item, iconSizes, link, text } from './layout.ts'
import {
  appFolder,
  commandOf,
  consoleOf,
  entryOf,
  iconFolderOf,
  iconPath,
  libFolder,
  type Product,
  relayOf,
} from './product.ts'
import { udevRules } from './udev-rules.ts'

/** Where browsers look for native hosts of all users (Chrome, Edge: "Native messaging"; Firefox: "Native manifests"). */
const browserFolders = {
  chromium: ['/etc/opt/chrome', '/etc/chromium', '/etc/opt/edge'].map(
    (place) => `${place}/native-messaging-hosts`,
  ),
  firefox: ['/usr/lib/mozilla/native-messaging-hosts'],
} as const

const manifests = (product: Product): readonly Item[] =>
  (['chromium', 'firefox'] as const).flatMap((kind) =>
    browserFolders[kind].map((folder) =>
      text(
        `${folder}/${nativeHost}.json`,
        `${JSON.stringify(manifestOf(kind, relayOf(product)), null, 1)}\n`,
      ),
    ),
  )

const rules = ({ facts }: Product): Item => {
  const { drivers } = loadDrivers({ builtInFolder: join(root, 'drivers'), userFolder: null })
  return text(`/usr/lib/udev/rules.d/70-${facts.name}.rules`, udevRules(drivers))
}

const copyright = (product: Product): string => {
  const { name, productName } = product.facts
  const licence = readFileSync(join(root, 'LICENSE'), 'utf8')
  const packed = `Licences of the programs and libraries inside: ${libFolder(product)}`
  return `${productName} (${name})\n\n${licence}\n${packed}\n`
}

/** Where systems with rpm keep the licence of a package. */
export const licenceOf = ({ facts }: Product): string => `/usr/share/licenses/${facts.name}/LICENSE`

/** Debian Policy 4.4. What has changed is told in one place. */
const changeLog = (product: Product, seconds: number): string => {
  const { name, maintainer } = product.facts
  const date = new Date(seconds * 1000).toUTCString().replace('GMT', '+0000')
  const told = `  * See ${appFolder(product)}/files/doc/CHANGELOG.md.`
  return `${name} (${product.version}) stable; urgency=medium\n\n${told}\n\n -- ${maintainer}  ${date}\n`
}

/** What only root may put into the system. All of it are files of the package, and go with it. */
export const enterpriseItems = (product: Product, seconds: number): readonly Item[] => {
  const { appId, executable } = product.facts
  const icons = iconSizes().map((size) => iconPath(product, size))
  return [
    rules(product),
    ...manifests(product),
    link(`/usr/bin/${executable}`, commandOf(product)),
    link(`/usr/bin/${executable}-console`, consoleOf(product)),
    link(`/usr/share/applications/${appId}.desktop`, entryOf(product)),
    ...icons.map((icon) => link(`/usr/share/icons/${icon}`, `${iconFolderOf(product)}/${icon}`)),
    text(`/usr/share/metainfo/${appId}.metainfo.xml`, metainfo(product, seconds)),
  ]
}

/** The same with the documents that Debian asks for (Policy 12.5 and 12.7). */
export const debianItems = (product: Product, seconds: number): readonly Item[] => {
  const documents = `/usr/share/doc/${product.facts.name}`
  return [
    ...enterpriseItems(product, seconds),
    text(`${documents}/copyright`, copyright(product)),
    {
      ...{ kind: 'bytes', path: `${documents}/changelog.gz`, mode: 0o644 },
      bytes: gzipSync(changeLog(product, seconds), { level: 9 }),
    },
  ]
}

/** The same with the licence where systems with rpm keep licences. */
export const rpmItems = (product: Product, seconds: number): readonly Item[] => [
  ...enterpriseItems(product, seconds),
  text(licenceOf(product), copyright(product)),
]
