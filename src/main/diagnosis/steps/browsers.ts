import type { Finding, FindingKind } from '../../../shared/diagnosis/model.ts'
import {
  chromiumExtensionId,
  firefoxExtensionId,
  nativeHost,
} from '../../../shared/web-signing/relay-wire.ts'
import { ownPolicyFile, type PolicyFile, policyFiles } from '../policies.ts'
import { found, type Step } from '../step.ts'
import type { World } from '../world.ts'

export const browserWords = {
  chrome: 'Chrome',
  chromium: 'Chromium',
  edge: 'Edge',
  firefox: 'Firefox',
} as const

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined

/** Whether a pattern of a URL list (Chromium's "URL list filter format") covers an origin. */
export const covers = (pattern: string, origin: string): boolean => {
  if (pattern === '*') return true
  const { protocol, host, hostname } = new URL(origin)
  const [, scheme, rest = ''] = /^(?:([a-z]+):\/\/)?([^/]*)/.exec(pattern) ?? []
  if (scheme !== undefined && `${scheme}:` !== protocol) return false
  const name = rest.replace(/^\[\*\.\]|^\*\.?/, '')
  if (name === '') return true
  return rest === host || hostname === name || (rest !== name && hostname.endsWith(`.${name}`))
}

type Lists = { readonly allowed: readonly string[]; readonly blocked: readonly string[] }

const listsOf = (files: readonly PolicyFile[], allow: string, block: string): Lists => ({
  allowed: files.flatMap(({ content }) => textsOf(content?.[allow])),
  blocked: files.flatMap(({ content }) => textsOf(content?.[block])),
})

const fileWith = (files: readonly PolicyFile[], name: string): string =>
  files.find(({ content }) => textsOf(content?.[name]).length > 0)?.file ?? ''

/** Sites that the person approved and a policy keeps out. With none approved, a policy against all of them counts. */
const isKeptOut = ({ allowed, blocked }: Lists, origins: readonly string[]): boolean => {
  const concerned = origins.length > 0 ? origins : ['https://example.cn']
  return concerned.some(
    (origin) =>
      blocked.some((pattern) => covers(pattern, origin)) &&
      !allowed.some((pattern) => covers(pattern, origin)),
  )
}

const isBarred = ({ allowed, blocked }: Lists, name: string): boolean =>
  (blocked.includes('*') || blocked.includes(name)) && !allowed.includes(name)

const ofChromium = (files: readonly PolicyFile[], world: World): readonly Finding[] => {
  const [first] = files
  if (first === undefined) return []
  const browser = browserWords[first.browser]
  const origins = world.snapshot().webSigning.sites.map(({ origin }) => origin)
  const mayWrite = world.snapshot().policies.writesBrowserPolicies
  const hit = (
    kind: 'policy-blocks-loopback' | 'policy-blocks-extension' | 'policy-blocks-host',
    file: string,
  ) => {
    const own = ownPolicyFile(world.root, first.browser)
    const repair =
      kind === 'policy-blocks-loopback' && own !== null && origins.length > 0 && mayWrite
        ? ({ repair: 'allow-loopback', on: own } as const)
        : {}
    return found(kind, { browser, file }, { about: first.browser, ...repair })
  }
  const loopback = listsOf(files, 'LocalNetworkAccessAllowedForUrls', 'LocalNetworkAccessBlockedForUrls')
  const extensions = listsOf(files, 'ExtensionInstallAllowlist', 'ExtensionInstallBlocklist')
  const hosts = listsOf(files, 'NativeMessagingAllowlist', 'NativeMessagingBlocklist')
  const usesExtension = world
    .snapshot()
    .webSigning.carriers.some(({ name, on }) => name === 'extension' && on)
  return [
    ...(isKeptOut(loopback, origins)
      ? [hit('policy-blocks-loopback', fileWith(files, 'LocalNetworkAccessBlockedForUrls'))]
      : []),
    ...(usesExtension && isBarred(extensions, chromiumExtensionId)
      ? [hit('policy-blocks-extension', fileWith(files, 'ExtensionInstallBlocklist'))]
      : []),
    ...(usesExtension && isBarred(hosts, nativeHost)
      ? [hit('policy-blocks-host', fileWith(files, 'NativeMessagingBlocklist'))]
      : []),
  ]
}

/** Firefox has one object with all policies (mozilla/policy-templates). */
const ofFirefox = ({ file, content }: PolicyFile): readonly Finding[] => {
  const policies = content?.policies
  const access = fieldOf(policies, 'LocalNetworkAccess')
  const settings = fieldOf(policies, 'ExtensionSettings')
  const mode = (id: string) => fieldOf(fieldOf(settings, id), 'installation_mode')
  const own = mode(firefoxExtensionId)
  const kinds: FindingKind[] = []
  if (fieldOf(access, 'EnablePrompting') === false && textsOf(fieldOf(access, 'SkipDomains')).length === 0)
    kinds.push('policy-blocks-loopback')
  if (own === 'blocked' || (own === undefined && mode('*') === 'blocked'))
    kinds.push('policy-blocks-extension')
  return kinds.flatMap((kind) =>
    kind === 'policy-blocks-loopback' || kind === 'policy-blocks-extension'
      ? [found(kind, { browser: browserWords.firefox, file }, { about: 'firefox' })]
      : [],
  )
}

const damaged = ({ browser, file, content }: PolicyFile): readonly Finding[] =>
  content === null
    ? [
        found(
          'policy-unreadable',
          { browser: browserWords[browser], file },
          { level: 'attention', about: file },
        ),
      ]
    : []

export const browsersStep = {
  id: 'browsers',
  when: ({ snapshot, platform }) => platform === 'linux' && snapshot().webSigning.on,
  finds: ['policy-blocks-loopback', 'policy-blocks-extension', 'policy-blocks-host', 'policy-unreadable'],
  check: (world) => {
    const files = policyFiles(world)
    const chromium = files.filter(({ browser, content }) => browser !== 'firefox' && content !== null)
    return [
      ...files.flatMap(damaged),
      ...[...Map.groupBy(chromium, ({ browser }) => browser).values()].flatMap((all) =>
        ofChromium(all, world),
      ),
      ...files.filter(({ browser }) => browser === 'firefox').flatMap(ofFirefox),
    ]
  },
} satisfies Step
