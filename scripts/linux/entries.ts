import { commandOf, type Product } from './product.ts'

/** The `info` file of an application in the store of UOS. */
export const appInfo = ({ facts, version, architecture }: Product): string => {
  // What the desktop asks the person about. A camera and the like are none of our business.
  const wanted = { autostart: true, notification: true, trayicon: true, clipboard: true }
  const unwanted = {
    account: false,
    bluetooth: false,
    camera: false,
    audio_record: false,
    installed_apps: false,
  }
  const info = {
    ...{ appid: facts.appId, name: facts.productName, version, arch: [architecture] },
    ...{ permissions: { ...wanted, ...unwanted }, 'support-plugins': [], plugins: [] },
  }
  return `${JSON.stringify(info, null, 2)}\n`
}

/** The entry of the menu (Desktop Entry Specification 1.5). */
export const desktopEntry = (product: Product): string => {
  const { facts } = product
  const lines = {
    ...{ Type: 'Application', ...facts.entry },
    ...{ Exec: `${commandOf(product)} %F`, TryExec: commandOf(product), Icon: facts.appId },
    ...{ Categories: `${facts.category};`, Terminal: 'false' },
  }
  return ['[Desktop Entry]', ...Object.entries(lines).map(([key, value]) => `${key}=${value}`), ''].join('\n')
}

const escaped = (words: string): string => words.replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`)

/** What software centres show (AppStream 1.0, "Desktop Applications"). */
export const metainfo = ({ facts, version }: Product, seconds: number): string => {
  const { entry, appId, licence, name, synopsis, description } = facts
  const day = new Date(seconds * 1000).toISOString().slice(0, 10)
  const [author = name] = facts.maintainer.split(' <')
  return `<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>${appId}</id>
  <metadata_license>${licence}</metadata_license>
  <project_license>${licence}</project_license>
  <name>${escaped(entry['Name[en]'] ?? name)}</name>
  <name xml:lang="zh_CN">${escaped(facts.productName)}</name>
  <summary>${escaped(synopsis)}</summary>
  <summary xml:lang="zh_CN">${escaped(entry['Comment[zh_CN]'] ?? synopsis)}</summary>
  <developer_name>${escaped(author)}</developer_name>
  <description>
    <p>${escaped(description)}.</p>
  </description>
  <launchable type="desktop-id">${appId}.desktop</launchable>
  <content_rating type="oars-1.1"/>
  <releases>
    <release version="${version}" date="${day}"/>
  </releases>
</component>
`
}
