import { describe, expect, it } from 'vitest'
import { browserPlaces, registryKeys } from '../../../../src/main/browser-extension/browsers.ts'

const placesOn = (platform: NodeJS.Platform, env: Readonly<Record<string, string>> = {}) =>
  browserPlaces(platform, '/home/li', env).map(({ name, kind, there, folder }) => {
    expect(folder.startsWith(there)).toBe(true)
    return `${name} ${kind} ${folder}`
  })

describe('where browsers look for a native host', () => {
  it('is below the folder of settings and in the home folder on Linux', () => {
    const linux = [
      'chrome chromium /home/li/.config/google-chrome/NativeMessagingHosts',
      'chromium chromium /home/li/.config/chromium/NativeMessagingHosts',
      'edge chromium /home/li/.config/microsoft-edge/NativeMessagingHosts',
      'firefox firefox /home/li/.mozilla/native-messaging-hosts',
      'firefox firefox /home/li/.config/mozilla/native-messaging-hosts',
    ]
    expect(placesOn('linux')).toEqual(linux)
    expect(placesOn('linux', { XDG_CONFIG_HOME: '' })).toEqual(linux)
    const elsewhere = placesOn('linux', { XDG_CONFIG_HOME: '/etc/li' })
    expect(elsewhere).toEqual(linux.map((one) => one.replace('/home/li/.config', '/etc/li')))
  })

  it('is in the library of the user on macOS', () => {
    const support = '/home/li/Library/Application Support'
    expect(placesOn('darwin', { XDG_CONFIG_HOME: '/etc/li' })).toEqual([
      `chrome chromium ${support}/Google/Chrome/NativeMessagingHosts`,
      `chromium chromium ${support}/Chromium/NativeMessagingHosts`,
      `edge chromium ${support}/Microsoft Edge/NativeMessagingHosts`,
      `firefox firefox ${support}/Mozilla/NativeMessagingHosts`,
    ])
  })

  it('is in the registry on Windows, and nowhere on other systems', () => {
    expect([placesOn('win32'), placesOn('freebsd')]).toEqual([[], []])
    expect(registryKeys.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      ...['chrome chromium', 'edge chromium', 'firefox firefox'],
    ])
    for (const { key } of registryKeys) expect(key).toMatch(/^HKCU\\Software\\.+\\NativeMessagingHosts$/)
  })
})
