import { extensionKey, firefoxExtensionId } from '../shared/web-signing/relay-wire.ts'

export type Kind = 'chromium' | 'firefox'

const common = {
  manifest_version: 3,
  name: '__MSG_name__',
  description: '__MSG_description__',
  default_locale: 'zh_CN',
  icons: { 128: 'icon.png' },
  // No host permission: it sees nothing of a page but what the page itself says to it.
  permissions: ['nativeMessaging'],
  content_scripts: [
    {
      matches: ['https://*/*', 'http://*/*'],
      js: ['content.js'],
      run_at: 'document_start',
      all_frames: true,
    },
  ],
} as const

const own = {
  chromium: {
    key: extensionKey,
    minimum_chrome_version: '105',
    background: { service_worker: 'background.js' },
  },
  firefox: {
    background: { scripts: ['background.js'] },
    browser_specific_settings: {
      gecko: {
        id: firefoxExtensionId,
        strict_min_version: '121.0',
        data_collection_permissions: { required: ['none'] },
      },
    },
  },
} as const

/** The manifest of the extension for one family of browsers. */
export const manifestFor = (kind: Kind, version: string) => ({ ...common, ...own[kind], version })

export const locales = {
  zh_CN: { name: '证书助手', description: '让网站通过这台电脑上的证书助手请您登录和签名。' },
  en: {
    name: 'Certificate Assistant',
    description: 'Lets sites ask you to sign in and sign through Certificate Assistant on this computer.',
  },
} as const
