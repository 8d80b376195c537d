import { join } from 'node:path'

export type BrowserName = 'chrome' | 'chromium' | 'edge' | 'firefox'
export type BrowserKind = 'chromium' | 'firefox'

/** A browser of this user: the folder by which it is known to be there, and where it looks for native hosts. */
export type BrowserPlace = {
  readonly name: BrowserName
  readonly kind: BrowserKind
  readonly there: string
  readonly folder: string
}

const chromiumLike = (name: BrowserName, base: string): BrowserPlace => ({
  ...{ name, kind: 'chromium', there: base },
  folder: join(base, 'NativeMessagingHosts'),
})

const firefoxLike = (base: string, folder: string): BrowserPlace => ({
  ...{ name: 'firefox', kind: 'firefox', there: base },
  folder: join(base, folder),
})

const onLinux = (home: string, config: string): readonly BrowserPlace[] => [
  chromiumLike('chrome', join(config, 'google-chrome')),
  chromiumLike('chromium', join(config, 'chromium')),
  chromiumLike('edge', join(config, 'microsoft-edge')),
  firefoxLike(join(home, '.mozilla'), 'native-messaging-hosts'),
  firefoxLike(join(config, 'mozilla'), 'native-messaging-hosts'),
]

const onMac = (home: string): readonly BrowserPlace[] => {
  const support = join(home, 'Library/Application Support')
  return [
    chromiumLike('chrome', join(support, 'Google/Chrome')),
    chromiumLike('chromium', join(support, 'Chromium')),
    chromiumLike('edge', join(support, 'Microsoft Edge')),
    firefoxLike(join(support, 'Mozilla'), 'NativeMessagingHosts'),
  ]
}

/** Where browsers look for a file; Windows has the registry instead (`registryKeys`). */
export const browserPlaces = (
  platform: NodeJS.Platform,
  home: string,
  env: Readonly<Record<string, string | undefined>>,
): readonly BrowserPlace[] => {
  if (platform === 'linux') return onLinux(home, env.XDG_CONFIG_HOME || join(home, '.config'))
  return platform === 'darwin' ? onMac(home) : []
}

/** Keys of the current user under which browsers on Windows look for native hosts. */
export const registryKeys: readonly {
  readonly name: BrowserName
  readonly kind: BrowserKind
  readonly key: string
}[] = [
  { name: 'chrome', kind: 'chromium', key: 'HKCU\\Software\\Google\\Chrome\\NativeMessagingHosts' },
  { name: 'edge', kind: 'chromium', key: 'HKCU\\Software\\Microsoft\\Edge\\NativeMessagingHosts' },
  { name: 'firefox', kind: 'firefox', key: 'HKCU\\Software\\Mozilla\\NativeMessagingHosts' },
]
